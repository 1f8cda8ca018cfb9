"""The pages: one question each, in the order in which they are offered."""

from typing import Final

VIEWS: Final = (
    "overview",
    "procedures",
    "inspections",
    "tasks",
    "trends",
    "compare",
    "dictionary",
)
