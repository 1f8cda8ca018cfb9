"""What needs attention: at most seven lines, each with its mark and its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dashboard.look import Tokens
from dashboard.show.markup import link, mark_image, paragraph, text


@dataclass(frozen=True)
class Item:
    """One line: the unit, the fact, why it is here, its chart (the address of an image)
    and a way to its rows."""

    state: Literal["improving", "worsening", "usual", "missing", "note"]
    unit: str
    fact: str
    why: str
    state_words: str = ""
    href: str = ""
    link: str = ""
    spark: str = ""


def attention_html(items: Sequence[Item], tokens: Tokens) -> str:
    """A list; not `<ul>`, which would inherit Streamlit's margins."""
    lines = "".join(_line(item, tokens) for item in items)
    return f'<div class="t-list" role="list">{lines}</div>'


def _line(item: Item, tokens: Tokens) -> str:
    way = link(item.link, item.href) if item.href and item.link else ""
    return (
        f'<div class="t-item" role="listitem">'
        f"{mark_image(item.state, tokens, item.state_words)}"
        f"<div><p><b>{text(item.unit)}</b>: {text(item.fact)}</p>"
        f"{paragraph(item.why, 't-because')}</div>{_spark(item)}{way}</div>"
    )


def _spark(item: Item) -> str:
    """The small chart of the line; its words are said beside it."""
    if not item.spark:
        return ""
    return f'<img class="t-spark" src="{text(item.spark)}" alt="">'
