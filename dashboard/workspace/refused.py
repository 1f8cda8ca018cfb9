"""The rows that an import left out, written to be sent back."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pandas as pd

from dashboard import text
from dashboard.settings import Language
from dashboard.store import Outcome


def write(root: Path, outcome: Outcome, language: Language) -> Path | None:
    """A csv of the refused rows in `refused/`, each with its place and reason; none
    where every row was kept."""
    bad = [one for one in outcome.read.problems if one.severity == "refused"]
    if not bad:
        return None
    rows = [asdict(one) | {"reason": text.problem(one, language)} for one in bad]
    path = root / "refused" / f"{outcome.manifest.version_id}.csv"
    path.parent.mkdir(exist_ok=True)
    pd.DataFrame(rows).to_csv(path, index=False, encoding="utf-8-sig")
    return path
