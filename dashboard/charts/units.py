"""Units as dots: where they stand, what they are called, when a number must do."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.charts.frame import plain
from dashboard.charts.labels import folded

_LETTERS = {False: 26, True: 18}  # of a name
_WORDS = 24  # letters of what is said below it


@dataclass(frozen=True)
class Unit:
    """A dot at a place as drawn, its name with what else is said of it."""

    x: float
    y: float
    label: str
    colour: str
    hover: str
    figure: str = ""
    words: str = ""
    is_bold: bool = False
    symbol: str = "circle"

    def lines(self, *, narrow: bool) -> list[str]:
        """The name on at most two lines with its figure, then the words."""
        letters = _LETTERS[narrow]
        named = folded(self.label, letters, 2)
        if self.figure and len(f"{named[-1]} {self.figure}") <= letters:
            named[-1] += f" {self.figure}"
        elif self.figure:
            named.append(self.figure)
        return [*named, *self.more]

    @property
    def more(self) -> list[str]:
        """The lines of the words."""
        return folded(self.words, _WORDS, 2) if self.words else []

    def text(self, *, narrow: bool) -> str:
        """The lines as Plotly reads them; bold all but the words."""
        lines = [plain(one) for one in self.lines(narrow=narrow)]
        split = len(lines) - len(self.more)
        named = "<br>".join(lines[:split])
        first = f"<b>{named}</b>" if self.is_bold else named
        return "<br>".join([first, *lines[split:]])


def numbered(units: Sequence[Unit]) -> tuple[list[Unit], list[str]]:
    """Bold names remain, the others become numbers from the left, and their names."""
    plain_ones = [one for one in units if not one.is_bold]
    order = sorted(plain_ones, key=lambda one: (one.x, -one.y))
    numbers = {id(one): str(place) for place, one in enumerate(order, 1)}
    shown = [
        replace(one, label=numbers[id(one)], figure="") if id(one) in numbers else one
        for one in units
    ]
    return shown, [f"{one.label} {one.figure}".strip() for one in order]
