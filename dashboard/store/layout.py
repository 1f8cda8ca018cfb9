"""Where the store keeps things, and how they are written so that crashes do no harm."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from dashboard.errors import Refusal
from dashboard.store.manifest import SCHEMA_VERSION, Manifest, SourceFile

DRAFT = ".draft-"
WAREHOUSE = "warehouse.duckdb"


@dataclass(frozen=True)
class Store:
    """The folder `store/` of a workspace."""

    root: Path

    @property
    def versions(self) -> Path:
        """Where versions lie, one folder each."""
        return self.root / "versions"

    @property
    def sources(self) -> Path:
        """Where the bytes of imported files lie, by SHA-256."""
        return self.root / "sources"

    def current_id(self) -> str | None:
        """The id of the current version, none before the first."""
        path = self.root / "CURRENT"
        return path.read_text().strip() if path.is_file() else None

    def current(self) -> Manifest:
        """The current version; Refusal before the first."""
        version_id = self.current_id()
        if version_id is None:
            raise Refusal("store.empty", root=self.root)
        return self.manifest(version_id)

    def manifest(self, version_id: str) -> Manifest:
        """The manifest of a version; it stays when the version is swept from disk."""
        path = self.versions / version_id / "manifest.json"
        if not path.is_file():
            raise Refusal("store.unknown_version", version=version_id)
        return Manifest.model_validate_json(path.read_bytes())

    def manifests(self) -> list[Manifest]:
        """Every published version, oldest first: the current one and its parents."""
        found: list[Manifest] = []
        wanted = self.current_id()
        while wanted is not None:
            found.append(self.manifest(wanted))
            wanted = found[-1].parent
        return found[::-1]

    def find(self, wanted: str) -> Manifest:
        """The version meant by an id, its number, `current`, or a date (the last
        version of that day or before it)."""
        if wanted == "current":
            return self.current()
        known = self.manifests()
        try:
            day = dt.date.fromisoformat(wanted)
        except ValueError:
            day = None
        for manifest in reversed(known):
            named = wanted in (manifest.version_id, str(manifest.seq))
            if named or (day and manifest.at.date() <= day):
                return manifest
        raise Refusal("store.unknown_version", version=wanted)

    def warehouse(self, manifest: Manifest) -> Path:
        """The file of a version in this program's schema; it may not be on disk.

        A version of an older schema is replayed into a file of its own beside the one
        that was published.
        """
        name = WAREHOUSE
        if manifest.schema_version != SCHEMA_VERSION:
            name = f"replayed-{SCHEMA_VERSION}.duckdb"
        return self.versions / manifest.version_id / name

    def source(self, sha256: str) -> Path:
        """The kept bytes of an imported file."""
        return self.sources / sha256

    def keep(self, path: Path) -> SourceFile:
        """A file copied among the sources under its digest, once."""
        self.sources.mkdir(parents=True, exist_ok=True)
        draft = self.sources / f"{DRAFT}{os.getpid()}"
        shutil.copyfile(path, draft)
        sync(draft)
        sha256, size = digest(draft), draft.stat().st_size
        draft.replace(self.source(sha256))
        sync(self.sources)
        return SourceFile(name=path.name, sha256=sha256, size=size)

    def is_kept(self, file: SourceFile) -> bool:
        """Whether the bytes of a source are still what they were when it was kept."""
        path = self.source(file.sha256)
        return path.is_file() and digest(path) == file.sha256

    @contextmanager
    def writing(
        self, who: str, wait: bool, on_wait: Callable[[str], None]
    ) -> Iterator[None]:
        """The writer's lock. A second writer is told whom it waits for, or, without
        waiting, is refused."""
        self.root.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.root / "writer.lock")
        holder = self.root / "writer.json"
        try:
            lock.acquire(timeout=0)
        except Timeout as busy:
            name = _said_in(holder)
            if not wait:
                raise Refusal("store.busy", who=name) from busy
            on_wait(name)
            lock.acquire()
        try:
            write(holder, json.dumps({"who": who, "pid": os.getpid()}).encode())
            self.sweep()
            yield
        finally:
            holder.unlink(missing_ok=True)
            lock.release()

    def sweep(self) -> None:
        """Leftovers of writers that died: drafts, versions that never became current,
        sources that no version names."""
        for folder in (self.versions, self.sources, self.root):
            for path in folder.glob(f"{DRAFT}*"):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        published = {manifest.version_id for manifest in self.manifests()}
        if self.versions.is_dir():
            for path in self.versions.iterdir():
                if path.name not in published:
                    shutil.rmtree(path)
        named = {
            file.sha256
            for manifest in self.manifests()
            for one in manifest.imports
            for file in one.files
        }
        if self.sources.is_dir():
            for path in self.sources.iterdir():
                if path.name not in named:
                    path.unlink()

    def point_to(self, version_id: str) -> None:
        """Make a version the current one: the single step that publishes."""
        write(self.root / "CURRENT", f"{version_id}\n".encode())


def _said_in(holder: Path) -> str:
    """Who holds the lock; a writer that begins or ends just now is not known."""
    try:
        told = json.loads(holder.read_text())
    except FileNotFoundError:
        told = {}
    return f"{told.get('who', '?')} (pid {told.get('pid', '?')})"


def digest(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(path: Path, content: bytes) -> None:
    """Replace a file in one step, so that nobody ever reads half of it."""
    draft = path.parent / f"{DRAFT}{path.name}-{os.getpid()}"
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Force a file or folder to disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
