"""Which way is better, as a sign."""

from __future__ import annotations

SIGN = {"higher": 1.0, "lower": -1.0}


def sign(better: str) -> float:
    """1 where higher is better, -1 where lower is; ValueError for anything else."""
    if better not in SIGN:
        raise ValueError(f"better must be one of {', '.join(SIGN)}")
    return SIGN[better]
