"""Encodings of Vietnamese text: recognised from the bytes, or refused by name."""

import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from examples import many
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.errors import FileRefused
from dashboard.intake.encodings import encoding_of, pieces

SENTENCES = """Mã hồ sơ;Mã đơn vị;Ngày tiếp nhận;Ngày hẹn trả;Trạng thái
Tất cả mọi người sinh ra đều có quyền bình đẳng. Tạo hóa cho họ những quyền không ai
có thể xâm phạm được; trong những quyền ấy, có quyền được sống, quyền tự do và quyền
mưu cầu hạnh phúc. Sở Giáo dục và Đào tạo, Sở Văn hóa, Thể thao và Du lịch, Ban Dân tộc
Nguyễn Thị Hường, Đỗ Quỳnh Giang, Lý Ngọc Yến, Đắk Lắk, khuỷu tay, nghiêng nghiêng,
HĐND tỉnh, NĐ 61, thuở xưa, quẩy, giếng, uốn éo, khoẻ, thuỳ, rượu, bưởi, chuối, loài
"""
SHORT = "Mã hồ sơ;Đơn vị\nH1;Sở Y tế\n"
# TCVN 5712:1993, the characters of VN3 (ABC fonts), which has capitals by its fonts.
TCVN3 = dict(
    zip(
        "ăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
        bytes.fromhex(
            "a8a9aaabacadae"
            "b5b6b7b8b9bbbcbdbec6c7c8c9cacbcccecfd0d1d2d3d4d5d6d7d8dcdddedfe1e2e3e4"
            "e5e6e7e8e9eaebecedeeeff1f2f3f4f5f6f7f8f9fafbfcfdfe"
            "a1a2a3a4a5a6a7"
        ),
        strict=True,
    )
)
KEPT_IN_1258 = "ăâđêôơưĂÂĐÊÔƠƯ"


def in_1258(words: str) -> bytes:
    """As Windows writes it: the letter, then its tone as a byte of its own."""
    out = ""
    for letter in unicodedata.normalize("NFC", words):
        if letter in KEPT_IN_1258 or letter.isascii():
            out += letter
            continue
        parts = unicodedata.normalize("NFD", letter)
        tones = [c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323"]
        rest = "".join(c for c in parts if c not in tones)
        out += unicodedata.normalize("NFC", rest) + "".join(tones)
    return out.encode("cp1258")


def in_tcvn3(words: str) -> bytes:
    """As the ABC fonts show it; capitals with tones are small letters there."""
    return b"".join(
        letter.encode("ascii")
        if letter.isascii()
        else bytes([TCVN3.get(letter) or TCVN3[letter.lower()]])
        for letter in words
    )


def write(folder: Path, raw: bytes) -> Path:
    """A file with these bytes."""
    path = folder / "a.csv"
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize("words", [SENTENCES, SHORT, SHORT.upper()])
@pytest.mark.parametrize(
    ("raw_of", "encoding"),
    [
        (lambda words: words.encode(), "utf-8"),
        (lambda words: words.encode("utf-8-sig"), "utf-8-sig"),
        (lambda words: b"\xff\xfe" + words.encode("utf-16-le"), "utf-16"),
        (lambda words: b"\xfe\xff" + words.encode("utf-16-be"), "utf-16"),
        (in_1258, "cp1258"),
    ],
)
def test_vietnamese_is_read_whatever_it_is_written_in(
    tmp_path: Path, words: str, raw_of: object, encoding: str
) -> None:
    path = write(tmp_path, raw_of(words))  # type: ignore[operator]
    assert encoding_of(path, "a.csv") == encoding
    assert "".join(pieces(path, "a.csv", encoding)) == words


def refusal(path: Path) -> tuple[str, str]:
    """The rule by which a file's encoding is refused, and its value."""
    with pytest.raises(FileRefused) as refused:
        encoding_of(path, "a.csv")
    (problem,) = refused.value.problems
    return problem.rule, problem.value


@pytest.mark.parametrize("words", [SENTENCES, "Mã hồ sơ;Đơn vị\n1;Sở Khoa học\n"])
def test_tcvn3_is_refused_by_its_name(tmp_path: Path, words: str) -> None:
    assert refusal(write(tmp_path, in_tcvn3(words)))[0] == "encoding_tcvn3"


LOSSY = SENTENCES.encode("cp1252", "replace")


@pytest.mark.parametrize(
    "raw",
    [
        LOSSY,
        "Mã hồ sơ;Tên\n1;São João não é português\n".encode("latin-1", "replace"),
        "id;name\n1;Müller, Größe, Straße\n".encode("cp1252"),
        "id;name\n1;l'été déjà vu à la fenêtre, où ça\n".encode("cp1252"),
        "id;nombre\n1;señor, mañana, corazón\n".encode("latin-1"),
        "id;имя\n1;Здравствуйте, товарищи\n".encode("cp1251"),
        "编号;名称\n1;你好世界\n".encode("gbk"),
        "id;name\n1;caf\xe9\n".encode("latin-1"),
        bytes(range(1, 256)) * 4,
        "Mã hồ sơ\n".encode() * 1000 + b"\xff",
    ],
    ids=lambda raw: ascii(raw[-12:]),
)
def test_another_encoding_is_refused_and_never_taken_for_windows_1258(
    tmp_path: Path, raw: bytes
) -> None:
    rule, value = refusal(write(tmp_path, raw))
    assert rule in ("encoding", "encoding_tcvn3")
    assert "byte " in value


def test_a_fault_far_behind_is_found_and_judged_where_it_is(tmp_path: Path) -> None:
    path = write(tmp_path, b"a;b\n" * 600_000 + in_1258(SENTENCES))
    assert encoding_of(path, "a.csv") == "cp1258"
    path = write(tmp_path, b"a;b\n" * 600_000 + b"\xff")
    assert refusal(path) == ("encoding", "byte 2400000")


def test_an_encoding_named_wrongly_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, in_1258(SENTENCES))
    with pytest.raises(FileRefused) as refused:
        list(pieces(path, "a.csv", "utf-8-sig"))
    (problem,) = refused.value.problems
    assert (problem.rule, problem.value[:9]) == ("encoding", "utf-8-sig")


def test_nul_is_refused_and_newlines_and_spaces_become_alike(tmp_path: Path) -> None:
    path = write(tmp_path, "a;b\r\nc\xa0d;e\rf;g".encode())
    assert "".join(pieces(path, "a.csv", "utf-8")) == "a;b\nc d;e\nf;g"
    with pytest.raises(FileRefused):
        list(pieces(write(tmp_path, b"a;\x00"), "a.csv", "utf-8"))


def test_a_file_is_read_in_pieces_that_end_with_a_line(tmp_path: Path) -> None:
    path = write(tmp_path, b"abc;def\n" * 500_000)
    read = list(pieces(path, "a.csv", "utf-8"))
    assert len(read) > 1
    assert all(piece.endswith("\n") for piece in read)
    assert sum(map(len, read)) == 4_000_000


@settings(max_examples=many(30), deadline=None)
@given(st.lists(st.sampled_from(SENTENCES.split()), min_size=12, max_size=40))
def test_a_few_words_are_read_in_windows_1258_and_never_in_tcvn3(
    words: list[str],
) -> None:
    line = " ".join(["người", "được", *words])
    with TemporaryDirectory() as folder:
        assert encoding_of(write(Path(folder), in_1258(line)), "a.csv") == "cp1258"
        rule, _ = refusal(write(Path(folder), in_tcvn3(line)))
    assert rule in ("encoding", "encoding_tcvn3")
