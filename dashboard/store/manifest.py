"""What is written beside a version: the ordered imports from which it can be remade."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Literal

from pydantic import BaseModel, ConfigDict

SCHEMA_VERSION = 4


class SourceFile(BaseModel):
    """A file as it was given: its name then, and the SHA-256 of its bytes."""

    model_config = ConfigDict(frozen=True)

    name: str
    sha256: str
    size: int


class Import(BaseModel):
    """One import: what kind, which files, how it was asked for, by whom and when."""

    model_config = ConfigDict(frozen=True)

    kind: str
    files: tuple[SourceFile, ...]
    options: dict[str, str] = {}
    reason: str | None = None
    who: str
    at: dt.datetime

    def same_as(self, other: Import) -> bool:
        """Whether both bring the same bytes in the same way."""
        mine, theirs = (
            (i.kind, sorted((f.name, f.sha256) for f in i.files), i.options)
            for i in (self, other)
        )
        return mine == theirs


class Manifest(BaseModel):
    """A version: `<seq>-<hash>`, where it comes from, and what it must amount to."""

    model_config = ConfigDict(frozen=True)

    version_id: str
    seq: int
    parent: str | None
    action: Literal["import", "restore", "migration"]
    restored: str | None = None
    reason: str | None = None
    schema_version: int
    program: str
    imports: tuple[Import, ...]
    as_of: dt.date | None
    checksum: str
    figures: int
    changed: int
    warnings: int
    who: str
    at: dt.datetime


def version_id(seq: int, imports: tuple[Import, ...]) -> str:
    """The id of the version that these imports make at this place in the chain."""
    digest = hashlib.sha256(str(seq).encode())
    for one in imports:
        digest.update(one.model_dump_json().encode())
    return f"{seq:06}-{digest.hexdigest()[:8]}"
