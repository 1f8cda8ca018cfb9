"""The chain of versions: who brought what, when, and what it came to."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dashboard.store import Import, Manifest, Store


def history(store: Store) -> pd.DataFrame:
    """One row per version, newest first, and what the imports that made it brought;
    Refusal before the first."""
    current = store.current().version_id
    known = {one.version_id: one for one in store.manifests()}
    return pd.DataFrame(
        {
            "version_id": one.version_id,
            "is_current": one.version_id == current,
            "at": one.at.isoformat(timespec="seconds"),
            "who": one.who,
            "action": one.action,
            "kind": ", ".join(dict.fromkeys(i.kind for i in _new(one, known))),
            "files": _files(one, known),
            "reason": _reason(one),
            "as_of": one.as_of,
            "figures": one.figures,
            "changed": one.changed,
            "warnings": one.warnings,
            "on_disk": store.warehouse(one).is_file(),
        }
        for one in [*known.values()][::-1]
    )


def _new(manifest: Manifest, known: Mapping[str, Manifest]) -> tuple[Import, ...]:
    """The imports that a version has and its parent had not."""
    if manifest.action != "import":
        return ()
    parent = known.get(manifest.parent or "")
    return manifest.imports[len(parent.imports) if parent else 0 :]


def _files(manifest: Manifest, known: Mapping[str, Manifest]) -> str:
    names = [file.name for one in _new(manifest, known) for file in one.files]
    return manifest.restored or ", ".join(names)


def _reason(manifest: Manifest) -> str:
    one = manifest.imports[-1] if manifest.action == "import" else manifest
    return one.reason or ""
