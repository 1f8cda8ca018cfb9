"""Publishing: copy the current version, apply, recompute, check, switch in one step.

Nothing here knows kinds of file: a `Reader` puts what an import brings into the tables
and says which units it touched. The same reader replays old imports.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.metadata import version as installed_version
from itertools import chain
from pathlib import Path
from tempfile import mkdtemp
from typing import Literal

import duckdb

from dashboard.errors import Refusal
from dashboard.queries import fetch, query, records
from dashboard.store import changes, guard, tables
from dashboard.store.layout import DRAFT, WAREHOUSE, Store, sync, write
from dashboard.store.manifest import SCHEMA_VERSION, Import, Manifest, version_id
from dashboard.store.outcome import Brought, Outcome, Read, Reader, together


@dataclass(frozen=True)
class Publisher:
    """The one way to write into a store; `tidy` runs under the lock afterwards."""

    store: Store
    reader: Reader
    who: str
    wait: bool = True
    tidy: Callable[[], object] = lambda: None
    on_wait: Callable[[str], None] = lambda _: None
    on_step: Callable[[str], None] = lambda _: None
    clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)

    def publish(self, brought: Iterable[Brought], reason: str | None = None) -> Outcome:
        """Import files as one version, whatever they are: each is read in its turn, and
        what follows from them is made once. The same bytes again change nothing.

        Raises FileRefused, ClosedPeriodChanged, Refusal; the current version then
        stays as it was.
        """
        with (
            self.store.writing(self.who, self.wait, self.on_wait),
            ExitStack() as stack,
        ):
            parent = self._parent()
            kept = (self._keep(one, reason) for one in brought)
            fresh = (one for one in kept if not (parent and guard.repeats(parent, one)))
            first = next(fresh, None)
            if first is None:
                assert parent
                return Outcome(parent, is_new=False)
            folder, connection = stack.enter_context(self._draft(parent))
            new, changed, read = self._apply(connection, chain([first], fresh))
            imports = (*(parent.imports if parent else ()), *new)
            return self._finish(folder, connection, "import", imports, changed, read)

    def _keep(self, one: Brought, reason: str | None) -> Import:
        """Keep the bytes of files for ever, and say how they were brought."""
        self.on_step("keep")
        return Import(
            kind=one.kind,
            files=tuple(self.store.keep(path) for path in one.files),
            options=dict(one.options),
            reason=reason,
            who=self.who,
            at=self.clock(),
        )

    def restore(self, wanted: str, reason: str | None = None) -> Outcome:
        """Publish an earlier version's content again, as the newest version.

        Needs a reason when that changes figures of a closed period or opens one.
        """
        with self.store.writing(self.who, self.wait, self.on_wait):
            parent = self._parent()
            target = self.store.find(wanted)
            if parent is None or target.version_id == parent.version_id:
                return Outcome(target, is_new=False)
            before = self._ensure(parent)
            with duckdb.connect(str(before), read_only=True) as current:
                closed = guard.closed_periods(current)
            with self._draft(target) as (folder, connection):
                changes.remember(connection, before)
                changed = changes.since(connection)
                if reason is None:
                    guard.figures(changes.among(connection, closed))
                    guard.closings(closed, guard.closed_periods(connection))
                return self._finish(
                    folder,
                    connection,
                    "restore",
                    target.imports,
                    changed,
                    Read(None),
                    target.version_id,
                    reason,
                )

    def migrate(self) -> Outcome:
        """Replay the current version's imports under this program's schema.

        The observations before and after are compared; the outcome lists differences.
        """
        with self.store.writing(self.who, self.wait, self.on_wait):
            parent = self.store.current()
            if parent.schema_version == SCHEMA_VERSION:
                return Outcome(parent, is_new=False)
            if parent.schema_version > SCHEMA_VERSION:
                raise guard.other_schema(parent)
            published = self.store.versions / parent.version_id / WAREHOUSE
            with self._draft(None) as (folder, connection):
                for one in parent.imports:
                    self._apply(connection, [one])
                changes.remember(connection, published)
                changed = changes.since(connection)
                return self._finish(
                    folder, connection, "migration", parent.imports, changed, Read(None)
                )

    def open(self, manifest: Manifest) -> Path:
        """The file of a version, replayed from its imports when it is not on disk."""
        path = self.store.warehouse(manifest)
        if path.is_file():
            return path
        with self.store.writing(self.who, self.wait, self.on_wait):
            return self._ensure(manifest)

    def _ensure(self, manifest: Manifest) -> Path:
        """As `open`, by the holder of the lock. A version of this schema must reach
        its checksum; one of an older schema may differ, which `diff` then shows."""
        path = self.store.warehouse(manifest)
        if path.is_file():
            return path
        self.on_step("replay")
        files = [file for one in manifest.imports for file in one.files]
        if not all(self.store.is_kept(file) for file in files):
            raise Refusal("store.not_reproduced", version=manifest.version_id)
        with self._draft(None) as (folder, connection):
            for one in manifest.imports:
                self._apply(connection, [one])
            tables.check(connection)
            found = fetch(connection, query("quality/checksum").sql, {})
            same_schema = manifest.schema_version == SCHEMA_VERSION
            if same_schema and manifest.checksum != found["checksum"].item():
                raise Refusal("store.not_reproduced", version=manifest.version_id)
            tables.commit(connection)
            sync(folder / WAREHOUSE)
            (folder / WAREHOUSE).replace(path)
            sync(path.parent)
        return path

    def _parent(self) -> Manifest | None:
        if self.store.current_id() is None:
            return None
        parent = self.store.current()
        if parent.schema_version != SCHEMA_VERSION:
            raise guard.other_schema(parent)
        return parent

    @contextmanager
    def _draft(
        self, parent: Manifest | None
    ) -> Iterator[tuple[Path, duckdb.DuckDBPyConnection]]:
        """A folder with a copy of a version, open for writing; gone afterwards unless
        it was published."""
        self.store.versions.mkdir(parents=True, exist_ok=True)
        folder = Path(mkdtemp(prefix=DRAFT, dir=self.store.versions))
        path = folder / WAREHOUSE
        try:
            if parent:
                self.on_step("copy")
                shutil.copyfile(self._ensure(parent), path)
            else:
                tables.create(path)
            with duckdb.connect(str(path), config=tables.CONFIG) as connection:
                # It would be drawn into what commands print.
                connection.execute("set enable_progress_bar = false")
                connection.execute("begin")
                yield folder, connection
        finally:
            if folder.is_dir():
                shutil.rmtree(folder)

    def _apply(
        self, connection: duckdb.DuckDBPyConnection, imports: Iterable[Import]
    ) -> tuple[list[Import], int, Read]:
        """Read imports into the tables and recompute what they touch; answers them,
        how much changed and what was read."""
        closed = guard.closed_periods(connection)
        done: list[Import] = []
        reads: list[Read] = []
        for one in imports:
            tables.tidy(connection)
            paths = {file.name: self.store.source(file.sha256) for file in one.files}
            self.on_step("read")
            reads.append(self.reader(connection, one, paths))
            done.append(one)
        read, reason = together(reads), done[-1].reason
        self.on_step("recompute")
        tables.refresh(connection, read.touched, read.areas)
        changed = changes.since(connection)
        late = changes.among(connection, closed)
        if reason is None:
            guard.figures(late)
        if len(late):
            rows = records(late[changes.KEY].assign(reason=reason))
            tables.insert_rows(connection, "correction", rows)
        return done, changed, read

    def _finish(
        self,
        folder: Path,
        connection: duckdb.DuckDBPyConnection,
        action: Literal["import", "restore", "migration"],
        imports: tuple[Import, ...],
        changed: int,
        read: Read,
        restored: str | None = None,
        reason: str | None = None,
    ) -> Outcome:
        """Check, force to disk, and make the draft the current version."""
        self.on_step("check")
        warnings = tables.check(connection)
        amount = fetch(connection, query("quality/checksum").sql, {}).iloc[0]
        tables.commit(connection)
        known = self.store.manifests()
        seq = known[-1].seq + 1 if known else 1
        manifest = Manifest(
            version_id=version_id(seq, imports),
            seq=seq,
            parent=self.store.current_id(),
            action=action,
            restored=restored,
            reason=reason,
            schema_version=SCHEMA_VERSION,
            program=installed_version("thidua"),
            imports=imports,
            as_of=amount["as_of"],
            checksum=amount["checksum"],
            figures=int(amount["figures"]),
            changed=changed,
            warnings=warnings,
            who=self.who,
            at=self.clock(),
        )
        self.on_step("publish")
        write(folder / "manifest.json", manifest.model_dump_json(indent=2).encode())
        sync(folder / WAREHOUSE)
        sync(folder)
        folder.rename(self.store.versions / manifest.version_id)
        sync(self.store.versions)
        self.store.point_to(manifest.version_id)
        self.tidy()
        return Outcome(manifest, is_new=True, read=read)
