"""How many examples a property is tried on: some in every run, ten times as many in the
long one (`bash tests/run --all`)."""

import os


def many(count: int) -> int:
    """So many examples of a property that takes its time."""
    return count * (10 if os.environ.get("THIDUA_TESTS") == "all" else 1)
