"""How the text of a file is encoded: recognised from its bytes, or refused by name."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from dashboard.intake.grids import BOMS, CHUNK, refused

WINDOWS_1258 = "cp1258"
LEGACY_WORD = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
# An export into a set without these letters writes a question mark for each of them.
LOST = re.compile(rb"[A-Za-z\x80-\xff]\?[a-z\x80-\xff]")
# What Latin character sets use for signs (§, ©, ®, ¸ …) and the ABC fonts of TCVN3 for
# letters: đ is the byte of ®, ư that of the soft hyphen, à and á those of µ and ¸.
# Signs stand apart or at the end of words; letters stand beside letters.
SIGN_AS_LETTER = re.compile(
    rb"[A-Za-z][\xa1-\xae\xb5-\xbe]|[\xa1-\xae\xb5-\xbe][A-Za-z]"
)
# A Vietnamese syllable without its tone: consonants, a nucleus, consonants.
SYLLABLE = re.compile(
    "(ngh|ng|nh|gh|gi|qu|kh|ph|th|tr|ch|[bcdđghklmnpqrstvx])?"
    "(iêu|yêu|oai|oay|oao|oeo|uây|uôi|ươi|ươu|uya|uyê|uyu|"
    "ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|ôi|oo|ơi|ua|uâ|ue|uê|ui|uô|uơ|uy|"
    "ưa|ưi|ươ|ưu|yê|ya|[aăâeêioôơuưy])"
    "(ch|ng|nh|[ckmnpt])?"
)
TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
LETTERS = set("bcdđghklmnpqrstvx") | {
    unicodedata.normalize("NFC", vowel + tone)
    for vowel in "aăâeêioôơuưy"
    for tone in ("", *TONES)
}
ENOUGH = 0.9
FEW = 0.2


def encoding_of(path: Path, name: str) -> str:
    """The codec of a text file; FileRefused for TCVN3 and for what is not known.

    Every UTF-8 text shows itself: other bytes hardly ever form valid UTF-8. What is
    left is told apart by its words, see `_legacy`.
    """
    with path.open("rb") as file:
        start = file.read(4)
        for bom, encoding in BOMS.items():
            if start.startswith(bom):
                return encoding
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        at = 0
        try:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
                at += len(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as fault:
            place = f"byte {at + fault.start}"
        else:
            return "utf-8"
        file.seek(max(0, at - CHUNK))
        sample = file.read(3 * CHUNK)
    return _legacy(sample, name, place)


def _legacy(sample: bytes, name: str, place: str) -> str:
    """Vietnamese in windows-1258, or a refusal.

    Nearly all words must be Vietnamese syllables when read as windows-1258, so that
    another set's letters are never taken for ours; and some must hold what only it has
    in its place: a tone mark of its own byte, đ, ơ or ư. Text of TCVN3 is full of signs
    between letters. UTF-8 with a damaged place is none of these.
    """
    beyond = sum(byte >= 0x80 for byte in sample)
    valid = sample.decode("utf-8", "ignore").encode()
    if 2 * sum(byte >= 0x80 for byte in valid) > beyond:
        raise refused("encoding", name, value=f"UTF-8, {place}")
    words = LEGACY_WORD.findall(sample)
    if sum(bool(SIGN_AS_LETTER.search(word)) for word in words) > FEW * len(words):
        raise refused("encoding_tcvn3", name, value=place)
    read = [word.decode(WINDOWS_1258, "replace") for word in words]
    good = [word for word in read if _is_ours(word)]
    own = any(set(word) & (TONES | set("đơưĐƠƯ")) for word in good)
    lost = len(LOST.findall(sample))
    if not own or len(good) < ENOUGH * len(words) or lost > FEW * len(words):
        raise refused("encoding", name, value=place)
    return WINDOWS_1258


def _is_ours(word: str) -> bool:
    """Whether a word may be Vietnamese: a syllable with at most one tone, small,
    capital or capitalised; or letters that stand for words, such as NĐ or HĐND."""
    if word not in (word.lower(), word.upper(), word.capitalize()):
        return False
    if word.isupper() and word.replace("Đ", "D").isascii():
        return True
    parts = unicodedata.normalize("NFD", word.lower())
    bare = unicodedata.normalize("NFC", "".join(c for c in parts if c not in TONES))
    return (
        set(unicodedata.normalize("NFC", parts)) <= LETTERS
        and sum(c in TONES for c in parts) <= 1
        and bool(SYLLABLE.fullmatch(bare))
    )


def pieces(path: Path, name: str, encoding: str) -> Iterator[str]:
    """The text of a file in pieces that end with a line, with newlines and spaces all
    alike and letters composed; a line of more than a piece's length is cut.

    Raises FileRefused where the bytes are not of this encoding, or hold NUL.
    """
    try:
        with path.open(encoding=encoding, newline=None) as file:
            while piece := file.readline(CHUNK):
                piece += file.read(CHUNK) + file.readline(CHUNK)
                if "\x00" in piece:
                    raise refused("encoding", name, value="NUL")
                yield unicodedata.normalize("NFC", piece).replace("\xa0", " ")
    except UnicodeDecodeError as fault:
        raise refused("encoding", name, value=f"{encoding}: {fault.reason}") from fault
