"""What stands where a figure cannot: a refusal, an empty result, a badge."""

from collections.abc import Sequence

from dashboard.show.markup import text


def refusal_html(strong: str, lines: Sequence[str]) -> str:
    """What is not compared, in bold, then the reason and what would be fair."""
    return _box(strong, lines)


def empty_html(strong: str, lines: Sequence[str]) -> str:
    """That no row is left, in bold, then which filter is the narrowest."""
    return _box(strong, lines)


def badge_html(words: str) -> str:
    """A hatched badge that survives black-and-white print."""
    return f'<span class="t-badge">{text(words)}</span>'


def _box(strong: str, lines: Sequence[str]) -> str:
    first, *more = lines or ("",)
    opening = f"<p><b>{text(strong)}</b> {text(first)}</p>"
    rest = "".join(f"<p>{text(line)}</p>" for line in more)
    return f'<div class="t-box">{opening}{rest}</div>'
