"""What a figure says, for tests of charts."""

from typing import Any


def texts(made: Any) -> list[str]:
    """The words of its annotations."""
    return [note.text for note in made.layout.annotations]


def note(made: Any, words: str) -> Any:
    """The first annotation that has these words."""
    return next(one for one in made.layout.annotations if words in one.text)


def everything(made: Any) -> str:
    """All of it as text."""
    return str(made.to_json()).replace("\\u003c", "<").replace("\\u003e", ">")
