"""What is written to the page: safe, complete, in the order a reader needs."""

from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.look import tokens
from dashboard.show import attention, frame, heading, heat, notice, tiles
from dashboard.show.markup import link, state_class

LIGHT = tokens("light")
EVIL = "\"><script>alert('x')</script><img src=x onerror=y>"
TILE = tiles.Tile(
    name="Đúng hạn",
    value="97,8",
    measured_in="%",
    counts="11.810 / 12.070 hồ sơ",
    change="+9,6 điểm %",
    direction="improving",
    variation="Đang tốt lên",
    assurance="Luôn đạt",
    assurance_kind="always",
    spark=(1.0, 2.0, None, 3.0),
    spark_limits=(1.0, 2.5),
    spark_centre=1.8,
    spark_alt="12 tháng",
)


class Reader(HTMLParser):
    """Collects tags with their attributes, and the words between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def table(**changed: object) -> heat.Table:
    cells = [heat.Cell("97,8", "usual"), heat.Cell("84,1", "improving", title="+9")]
    small = [heat.Cell("100", "worsening", note="n<30"), heat.Cell("…", "missing")]
    made = heat.Table(
        caption="Đơn vị theo chỉ tiêu",
        row_head="Đơn vị",
        columns=[("Đúng hạn", "%"), ("Trực tuyến", "%")],
        rows=[("Cả khối", cells, True), ("Nội vụ", small, False)],
        legend=[("improving", "tốt lên"), ("worsening", "xấu đi"), ("missing", "…")],
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def hostile() -> Iterator[str]:
    words = dict.fromkeys(
        ("name", "value", "measured_in", "counts", "change", "variation"), EVIL
    )
    more = dict.fromkeys(("assurance", "refusal", "spark_alt"), EVIL)
    yield tiles.tile_html(replace(TILE, **words, **more), LIGHT)  # type: ignore[arg-type]
    yield tiles.tile_html(replace(TILE, missing=EVIL, href=f"?a={EVIL}"), LIGHT)
    item = attention.Item("note", EVIL, EVIL, EVIL, EVIL, f"?a={EVIL}", EVIL)
    yield attention.attention_html([item], LIGHT)
    cell = heat.Cell(EVIL, "improving", EVIL, EVIL)
    yield heat.table_html(
        heat.Table(
            EVIL, EVIL, [(EVIL, EVIL)], [(EVIL, [cell], False)], [("improving", EVIL)]
        )
    )
    yield notice.refusal_html(EVIL, [EVIL, EVIL])
    yield notice.empty_html(EVIL, [])
    yield heading.heading_html(EVIL, [EVIL], EVIL, EVIL, EVIL)
    yield frame.title_html(EVIL, EVIL)


@pytest.mark.parametrize("html", list(hostile()), ids=range(8))
def test_hostile_words_do_not_break_out(html: str) -> None:
    read = Reader(html)
    assert not read.all("script")
    assert not [tag for tag in read.all("img") if "onerror" in tag]
    assert "alert('x')" in read.words or any(
        "alert" in (value or "") for _, found in read.tags for value in found.values()
    )


@pytest.mark.parametrize("href", ["javascript:alert(1)", " JavaScript:x", "data:,x"])
def test_a_link_leads_to_the_web_only(href: str) -> None:
    with pytest.raises(ValueError, match="not a web address"):
        link("x", href)


def test_an_unknown_state_is_an_error() -> None:
    with pytest.raises(KeyError, match="great"):
        state_class("great")


def test_the_lead_is_the_only_h1_and_the_kicker_no_heading() -> None:
    html = heading.heading_html(
        "Tổng quan", ["Khối", "Kỳ"], "Lead", "sub", "Trình diễn"
    )
    read = Reader(html)
    heads = [tag for tag, _ in read.tags if tag[0] == "h" and tag[1:].isdigit()]
    assert heads == ["h1"]
    assert html.index("t-kicker") < html.index("<h1") < html.index("t-sub")
    assert "t-badge" in html
    assert "t-badge" not in heading.heading_html("p", [], "l", "s")


def test_a_frame_has_an_h2_and_drops_an_empty_line() -> None:
    assert [tag for tag, _ in Reader(frame.title_html("t", "s")).tags] == ["h2", "p"]
    assert [tag for tag, _ in Reader(frame.title_html("t", "")).tags] == ["h2"]


def test_a_tile_says_all_its_parts_in_order() -> None:
    read = Reader(tiles.tile_html(TILE, LIGHT))
    order = ["Đúng hạn", "97,8", "11.810", "+9,6", "Đang tốt lên", "Luôn đạt"]
    places = [read.words.index(part) for part in order]
    assert places == sorted(places)
    assert [image["alt"] for image in read.all("img")] == ["12 tháng", "", ""]
    assert all(
        (i["src"] or "").startswith("data:image/svg+xml,") for i in read.all("img")
    )


@pytest.mark.parametrize(
    ("direction", "coloured"),
    [("improving", True), ("worsening", True), ("usual", False), ("none", False)],
)
def test_only_a_real_change_is_coloured(direction: str, coloured: bool) -> None:
    html = tiles.tile_html(replace(TILE, direction=direction), LIGHT)  # type: ignore[arg-type]
    change = next(
        found["class"] or ""
        for found in Reader(html).all("p")
        if (found["class"] or "").startswith("t-change")
    )
    assert (change != "t-change") is coloured


def test_a_missing_value_is_a_reason_not_a_figure() -> None:
    html = tiles.tile_html(replace(TILE, missing="Chưa nộp"), LIGHT)
    assert "Chưa nộp" in html
    assert "97,8" not in html


def test_empty_parts_of_a_tile_leave_nothing() -> None:
    html = tiles.tile_html(tiles.Tile("n", "5", "", ""), LIGHT)
    assert [tag for tag, _ in Reader(html).tags] == ["div", "p", "div", "span"]


def test_a_tile_with_an_address_links_its_name() -> None:
    html = tiles.tile_html(replace(TILE, href="xu-huong?unit=a&b=1"), LIGHT)
    assert Reader(html).all("a")[0]["href"] == "xu-huong?unit=a&b=1"


def test_words_without_a_kind_stand_without_a_mark() -> None:
    html = tiles.tile_html(replace(TILE, assurance_kind="", spark=()), LIGHT)
    assert len(Reader(html).all("img")) == 1


def test_attention_is_a_list_whose_marks_are_named() -> None:
    items = [
        attention.Item(
            "worsening", "Sở A", "68 hồ sơ", "trên 41", "Xấu đi", "?a", "Xem"
        ),
        attention.Item("missing", "Sở B", "chưa nộp", "", "Thiếu"),
    ]
    read = Reader(attention.attention_html(items, LIGHT))
    roles = [found.get("role") for found in read.all("div") if found.get("role")]
    assert roles == ["list", "listitem", "listitem"]
    assert [image["alt"] for image in read.all("img")] == ["Xấu đi", "Thiếu"]
    assert len(read.all("a")) == 1


def test_the_heat_table_has_scopes_and_a_region_of_its_own() -> None:
    read = Reader(heat.table_html(table()))
    assert [head["scope"] for head in read.all("th")] == ["col"] * 3 + ["row"] * 2
    region = read.all("div")[0]
    assert (region["tabindex"], region["role"]) == ("0", "region")
    assert region["aria-label"] == "Đơn vị theo chỉ tiêu"
    assert len(read.all("caption")) == 1


def test_cells_carry_state_sign_and_spoken_words() -> None:
    html = heat.table_html(table())
    read = Reader(html)
    assert [cell["class"] for cell in read.all("td")] == [
        "t-usual",
        "t-improving",
        "t-worsening",
        "t-missing",
    ]
    assert read.words.count("✓") == read.words.count("!") == 2
    assert html.count('<span class="t-sr">tốt lên</span>') == 1
    assert "<sup>n&lt;30</sup>" in html
    assert [row.get("class") for row in read.all("tr")] == [None, "t-sum", None]


def test_without_a_legend_none_is_drawn() -> None:
    assert "t-legend" not in heat.table_html(table(legend=[]))


def test_a_refusal_is_bold_first_then_its_lines() -> None:
    read = Reader(notice.refusal_html("Không hiển thị.", ["vì", "thay bằng"]))
    assert len(read.all("p")) == 2
    assert read.words.startswith("Không hiển thị. vì")


PAGE = """
import streamlit as st
from dashboard.look import tokens
from dashboard.show import frame, style, tiles

style.apply(style.mode(), "vi")
shown = [tiles.Tile("a", "1", "", ""), tiles.Tile("b", "2", "", "")]
tiles.tiles(shown, tokens("light"), lambda i: st.button(f"b{i}"), key="one")
tiles.tiles(shown, tokens("light"), key="two")
with frame.frame("title", "sub", "one"):
    st.write("inside")
    frame.foot("source", "one", lambda: st.button("act"))
frame.foot("alone", "two")
st.text(style.mode())
"""


def test_a_page_of_all_parts_runs() -> None:
    run = AppTest.from_string(PAGE).run()
    assert not run.exception
    assert [button.label for button in run.button] == ["b0", "b1", "act"]
    assert [word.value for word in run.markdown] == ["inside"]


def test_the_mode_is_light_until_the_browser_speaks() -> None:
    assert AppTest.from_string(PAGE).run().text[0].value == "light"
