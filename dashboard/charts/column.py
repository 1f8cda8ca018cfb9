"""Words at the right of a plot, each as near to its height as the others allow."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.frame import plain
from dashboard.charts.labels import width
from dashboard.charts.periods import APART
from dashboard.charts.points import LINE, Plot

_FIRM = 1000.0  # the weight of words that keep their height


@dataclass(frozen=True)
class Entry:
    """Words that belong to a height, in pixels above the low end of the axis."""

    y: float
    lines: tuple[str, ...]
    colour: str
    is_firm: bool = False

    @property
    def height(self) -> float:
        """Pixels from its foot to its top."""
        return LINE * len(self.lines) + 1.0

    @property
    def across(self) -> float:
        """Pixels from left to right; firm words are bold."""
        return max(width(line, 13.8 if self.is_firm else 12.5) for line in self.lines)


def spread(entries: Sequence[Entry]) -> list[tuple[float, Entry]]:
    """The entries from below with heights at which none overlaps another."""
    order = sorted(entries, key=lambda one: one.y)
    # Less what must lie below it, each stands where the one before it does or above.
    below, used = list[float](), 0.0
    for one in order:
        below.append(used + one.height / 2)
        used += one.height
    groups = list[list[float]]()
    for one, under in zip(order, below, strict=True):
        weight = _FIRM if one.is_firm else 1.0
        groups.append([one.y - under, weight, 1])
        while len(groups) > 1 and groups[-2][0] > groups[-1][0]:
            level, heavy, count = groups.pop()
            before = groups[-1]
            whole = before[1] + heavy
            mean = (before[0] * before[1] + level * heavy) / whole
            groups[-1] = [mean, whole, before[2] + count]
    levels = [level for level, _, count in groups for _ in range(int(count))]
    return [
        (level + under, one)
        for level, under, one in zip(levels, below, order, strict=True)
    ]


def margin(spaced: Sequence[tuple[float, Entry]]) -> int:
    """The pixels that the words take at the right of the plot."""
    return round(2 * APART + max((one.across for _, one in spaced), default=0.0))


def draw(plot: Plot, spaced: Sequence[tuple[float, Entry]]) -> None:
    """The words at their heights."""
    for height, one in spaced:
        text = "<br>".join(map(plain, one.lines))
        plot.made.add_annotation(
            x=1,
            xref="paper",
            xanchor="left",
            xshift=APART,
            y=plot.at(plot.foot + height),
            yanchor="middle",
            text=f"<b>{text}</b>" if one.is_firm else text,
            align="left",
            showarrow=False,
            borderpad=0,
            font={"size": 13 if one.is_firm else 12.5, "color": one.colour},
        )
