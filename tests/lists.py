"""Small lists of dossiers, pauses and procedures, and a draft to bring them into."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from dashboard.errors import FileRefused, Problem
from dashboard.intake.kinds import read
from dashboard.store import Import, Read, SourceFile

HEADER = "Mã hồ sơ;Mã đơn vị;Ngày tiếp nhận;Ngày hẹn trả;Ngày kết thúc xử lý;Trạng thái"
JANUARY = {"from_date": "2024-01-01", "to_date": "2024-01-31", "as_of": "2024-01-31"}
FEBRUARY = {"from_date": "2024-02-01", "to_date": "2024-02-29", "as_of": "2024-02-29"}
MARCH = {"from_date": "2024-03-01", "to_date": "2024-03-31", "as_of": "2024-03-31"}
Row = tuple[Any, ...]


@dataclass
class Draft:
    """A warehouse with the shipped catalog that is being prepared."""

    connection: duckdb.DuckDBPyConnection
    folder: Path

    def file(self, name: str, content: str | bytes) -> Path:
        """A file with this content."""
        path = self.folder / name
        raw = content.encode() if isinstance(content, str) else content
        path.write_bytes(raw)
        return path

    def bring(self, kind: str, *paths: Path, **options: str) -> Read:
        """Import files as publishing does, in one transaction."""
        files = tuple(
            SourceFile(name=p.name, sha256=_digest(p), size=p.stat().st_size)
            for p in paths
        )
        one = Import(
            kind=kind,
            files=files,
            options=options,
            who="test",
            at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        )
        connection = self.connection.cursor()
        connection.execute("begin")
        try:
            done = read(connection, one, {path.name: path for path in paths})
        except FileRefused:
            connection.execute("rollback")
            raise
        else:
            connection.execute("commit")
        finally:
            connection.close()
        return done

    def dossiers(self, *paths: Path, **options: str) -> Read:
        """Import a list of dossiers of January, unless it says otherwise."""
        return self.bring("dossiers", *paths, **(JANUARY | options))

    def refused(self, kind: str, *paths: Path, **options: str) -> list[Problem]:
        """What is wrong with files, which must then change nothing."""
        before = self.rows("select * from dossier order by all")
        try:
            self.bring(kind, *paths, **options)
        except FileRefused as fault:
            assert self.rows("select * from dossier order by all") == before
            return fault.problems
        raise AssertionError("nothing was refused")

    def rows(self, sql: str) -> list[Row]:
        """Rows of the draft."""
        return self.connection.execute(sql).fetchall()

    def known(self) -> dict[str, Any]:
        """By dossier: the day from which it is gone, or none."""
        return dict(self.rows("select dossier_id, gone_date from dossier"))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def listed(*rows: str, header: str = HEADER) -> str:
    """The text of a csv."""
    return "\n".join([header, *rows]) + "\n"
