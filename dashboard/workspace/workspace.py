"""A workspace folder, and every way of changing what is in it."""

from __future__ import annotations

import datetime as dt
import getpass
import os
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from dashboard import queries
from dashboard.catalog.load import FILES, file_names, load, read_folder
from dashboard.errors import Refusal
from dashboard.intake.kinds import KINDS, read
from dashboard.settings import settings, shipped
from dashboard.store import Brought, Outcome, Publisher, Store
from dashboard.store.changes import between
from dashboard.store.guard import other_schema
from dashboard.store.manifest import SCHEMA_VERSION
from dashboard.store.retention import sweep
from dashboard.workspace import demonstration
from dashboard.workspace.history import history


def who_am_i() -> str:
    """The name under which this process writes."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid {os.getuid()}"


@dataclass(frozen=True)
class Workspace:
    """A folder with `catalog/`, `store/` and `briefings/`.

    `on_step` hears what a long step is doing, `on_wait` whom a writer waits for.
    """

    root: Path
    wait: bool = True
    on_wait: Callable[[str], None] = lambda _: None
    on_step: Callable[[str], None] = lambda _: None

    @property
    def catalog(self) -> Path:
        """The bloc's own definitions, which take effect when imported."""
        return self.root / "catalog"

    @property
    def store(self) -> Store:
        """Versions and sources."""
        return Store(self.root / "store")

    @property
    def exists(self) -> bool:
        """Whether anything was ever published here."""
        return self.store.current_id() is not None

    def publisher(self) -> Publisher:
        """The writer of this workspace."""
        return Publisher(
            self.store,
            partial(read, on_step=self.on_step),
            who_am_i(),
            self.wait,
            self._tidy,
            self.on_wait,
            self.on_step,
        )

    def init(self, demo: bool = False) -> None:
        """Make the workspace: definitions copied, then imported with the shipped real
        figures and, if asked for, the demonstration bloc. Steps that a killed start has
        already done are not done again."""
        if self.root.exists() and not self.root.is_dir():
            raise Refusal("workspace.not_a_folder", root=self.root)
        self.catalog.mkdir(parents=True, exist_ok=True)
        (self.root / "briefings").mkdir(exist_ok=True)
        for name, said in demonstration.definitions(demo).items():
            if not (self.catalog / name).exists():
                (self.catalog / name).write_bytes(said)
        self.bring("catalog", [])
        for path in sorted((shipped("data") / "reported").glob("*.csv")):
            self.bring("reported", [path])
        if demo:
            with TemporaryDirectory() as folder:
                self.bring_all(demonstration.brought(Path(folder)))

    def bring(
        self,
        kind: str,
        files: list[Path],
        options: Mapping[str, str] | None = None,
        reason: str | None = None,
    ) -> Outcome:
        """Import files of a kind; `catalog` without files means the folder's own."""
        one = self._checked(Brought(kind, files, options or {}))
        return self.publisher().publish([one], reason)

    def bring_all(
        self, brought: Iterable[Brought], reason: str | None = None
    ) -> Outcome:
        """Import files of several kinds as one version, one kind after the other."""
        return self.publisher().publish(map(self._checked, brought), reason)

    def _checked(self, one: Brought) -> Brought:
        """The same with its files; Refusal where the kind or a file is not there."""
        kind, files = one.kind, one.files
        if kind not in KINDS:
            raise Refusal("import.unknown_kind", kind=kind, known=", ".join(KINDS))
        if kind == "catalog" and not files:
            load(read_folder(self.catalog))
            files = [self.catalog / name for name in file_names(self.catalog)]
        missing = [path for path in files if not path.is_file()]
        if missing or not files:
            raise Refusal("import.no_file", files=", ".join(map(str, missing)))
        names = [path.name for path in files]
        if len(set(names)) < len(names):
            raise Refusal("import.same_name", files=", ".join(names))
        return Brought(kind, files, one.options)

    def close(
        self, period_id: str, calendar: str, status: str, reason: str | None = None
    ) -> Outcome:
        """Bring a period to a state, as the import of a small file that says so."""
        said = {"calendar": calendar, "period_id": period_id, "status": status}
        lines = "".join(f'{key} = "{value}"\n' for key, value in said.items())
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"{calendar}-{period_id}.toml"
            path.write_text(lines, "utf-8")
            return self.bring("closing", [path], reason=reason)

    def restore(self, wanted: str, reason: str | None = None) -> Outcome:
        """Publish an earlier version again."""
        return self.publisher().restore(wanted, reason)

    def migrate(self) -> Outcome:
        """Bring a workspace of an older program to this one's schema."""
        return self.publisher().migrate()

    def open(self, wanted: str = "current") -> Path:
        """The warehouse of a version, replayed if it is no longer on disk."""
        manifest = self.store.find(wanted)
        if wanted == "current" and manifest.schema_version != SCHEMA_VERSION:
            raise other_schema(manifest)
        return self.publisher().open(manifest)

    def query(
        self, name: str, wanted: str = "current", **params: object
    ) -> queries.Result:
        """What a named query answers over a version."""
        return queries.run(self.open(wanted), name, **params)

    def diff(self, before: str, after: str) -> pd.DataFrame:
        """Which figures differ between two versions (see `store.changes`)."""
        changed = between(self.open(before), self.open(after))
        names = self.file_names()
        for side in ("before", "after"):
            changed[f"files_{side}"] = [
                _named(ids, names) for ids in changed.pop(f"source_ids_{side}")
            ]
        return changed

    def history(self) -> pd.DataFrame:
        """Every version, newest first; see `workspace.history`."""
        return history(self.store)

    def warnings(self) -> pd.DataFrame:
        """What is doubtful in the current version."""
        result = self.query(
            "quality/warnings", calendar=None, period_id=None, unit_ids=None
        )
        return result.frame

    def catalog_differs(self) -> list[str]:
        """Definition files of the folder that differ from those in force."""
        if not self.exists:
            return []
        imports = [i for i in self.store.current().imports if i.kind == "catalog"]
        kept = {file.name: file.sha256 for file in imports[-1].files}
        there = {
            name: (self.catalog / name).read_bytes()
            for name in file_names(self.catalog)
            if (self.catalog / name).is_file()
        }
        return [
            name
            for name in sorted({*FILES, *there, *kept})
            if name not in there
            or name not in kept
            or there[name] != self.store.source(kept[name]).read_bytes()
        ]

    def damaged(self) -> list[str]:
        """What no longer is what it was when it was kept: sources whose bytes changed,
        versions on disk that do not amount to their checksum."""
        current = self.store.current()
        files = {f.sha256: f for i in current.imports for f in i.files}.values()
        found = [file.name for file in files if not self.store.is_kept(file)]
        checksum = self.query("quality/checksum").frame["checksum"].item()
        if checksum != current.checksum:
            found.append(current.version_id)
        return found

    def _tidy(self) -> list[str]:
        """Take versions off the disk that need not stay; they can be replayed."""
        named = {
            tomllib.loads(path.read_text("utf-8")).get("version_id", "")
            for path in (self.root / "briefings").glob("*/manifest.toml")
        }
        now = dt.datetime.now(dt.UTC)
        return sweep(self.store, named, now, settings().disk_budget_bytes)

    def file_names(self) -> dict[str, str]:
        """The name under which each kept file was given, by SHA-256."""
        return {
            file.sha256: file.name
            for manifest in self.store.manifests()
            for one in manifest.imports
            for file in one.files
        }


def _named(ids: object, names: Mapping[str, str]) -> str:
    listed = list(ids) if hasattr(ids, "__iter__") else []
    return ", ".join(names.get(source_id, source_id) for source_id in listed)
