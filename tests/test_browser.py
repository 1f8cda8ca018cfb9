"""The real dashboard in a real browser: what a person sees, clicks and takes away."""

import csv
import io
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from itertools import pairwise, product
from pathlib import Path
from typing import Literal

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from examples import many
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from dashboard.settings import LANGUAGES
from dashboard.views import VIEWS
from dashboard.workspace.workspace import Workspace

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE = {"width": 1440, "height": 1000}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# Every width and both themes; each theme in each width is tried in the long run.
TRIED = ((1440, "light"), (1440, "dark"), (1024, "dark"), (390, "light"))
DEMO = "bloc_id=minh-hoa&period_id=2026-H1"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One headless browser; the test command says where it is."""
    path = os.environ.get("BROWSER_PATH") or "/usr/bin/chromium"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A dashboard started by the command, which makes its own workspace."""
    root = tmp_path_factory.mktemp("served") / "workspace"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = "from dashboard.cli import main; main()"
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            command,
            "serve",
            "--port",
            str(port),
            "--workspace",
            str(root),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    url = f"http://127.0.0.1:{port}"
    _wait_for(f"{url}/_stcore/health")
    yield url, root
    os.killpg(process.pid, 15)
    process.wait(20)


def _wait_for(url: str) -> None:
    for _ in range(240):
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.25)
    raise TimeoutError(url)


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Iterator[BrowserContext]:
    """A browser at a desk in Vietnam, which has the dashboard's files already."""
    context = browser.new_context(
        viewport=WIDE, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
    )
    yield context
    context.close()


@pytest.fixture
def page(desk: BrowserContext) -> Iterator[Page]:
    """A fresh visit."""
    visit = desk.new_page()
    yield visit
    visit.close()


def open_page(page: Page, url: str) -> None:
    """Open a page and wait until it stands still."""
    page.goto(url)
    page.wait_for_selector("h1.t-lead")
    page.wait_for_function(
        "!document.querySelector('[data-testid=stStatusWidget]') && !document"
        ".querySelector('[data-testid=stApp][data-test-script-state=running]')"
    )
    page.wait_for_timeout(400)


def faults(page: Page) -> list[str]:
    """What axe finds, without what Streamlit itself brings."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", VIEWS)
def test_a_page_has_one_heading_its_language_and_no_axe_finding(
    served: tuple[str, Path], page: Page, name: str, language: str
) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    open_page(page, f"{served[0]}/{name}?language={language}")
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.lang") == language
    assert page.evaluate("document.fonts.check('16px \"IBM Plex Sans\"')")
    assert faults(page) == []
    assert errors == []


@pytest.mark.parametrize(
    ("width", "scheme"), TRIED if many(1) == 1 else product((1440, 1024, 390), SCHEMES)
)
@pytest.mark.parametrize(
    ("link", "figures"), [("overview", 1), (f"procedures?{DEMO}", 7)]
)
def test_no_width_or_theme_breaks_a_page(
    served: tuple[str, Path],
    page: Page,
    link: str,
    figures: int,
    width: int,
    scheme: Literal["light", "dark"],
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    open_page(page, f"{served[0]}/{link}")
    page.wait_for_function(
        "n => [...document.querySelectorAll('.js-plotly-plot')]"
        ".filter(e => e.offsetParent !== null).length === n",
        arg=figures,
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    ground = page.evaluate(
        "getComputedStyle(document.querySelector('.stApp')).backgroundColor"
    )
    assert ground == {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 24, 27)"}[scheme]
    assert faults(page) == []


def test_nothing_is_asked_of_another_host(served: tuple[str, Path], page: Page) -> None:
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    open_page(page, served[0])
    assert hosts == {served[0].split("/")[2]}


def test_the_dashboard_listens_on_this_machine_only(served: tuple[str, Path]) -> None:
    port = int(served[0].rsplit(":", 1)[1])
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    listening = [line.split()[1] for line in lines if line.split()[3] == "0A"]
    mine = [one for one in listening if int(one.split(":")[1], 16) == port]
    assert mine == [f"0100007F:{port:04X}"]


def test_a_tile_says_where_its_number_comes_from(
    served: tuple[str, Path], page: Page
) -> None:
    open_page(page, served[0])
    page.get_by_role("button", name="Cách tính").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("skhcn-2023-h1.csv A30").wait_for()
    said = dialog.inner_text()
    assert "24 / 24 hồ sơ đã giải quyết" in said
    assert "Mục I.2, gạch đầu dòng 9" in said
    assert Workspace(served[1]).store.current().version_id in said


def test_a_number_in_the_table_leads_to_its_answer_and_keeps_the_filters(
    served: tuple[str, Path], page: Page
) -> None:
    open_page(page, f"{served[0]}/?compare=previous")
    page.locator(".t-heat a").first.click()
    page.get_by_role("dialog").wait_for()
    assert "indicator_id=procedures.early_rate" in page.url
    assert "compare=previous" in page.url
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    page.wait_for_function("!location.search.includes('indicator_id')")


def test_choosing_writes_ids_into_the_link_and_the_link_opens_the_same(
    served: tuple[str, Path], browser: Browser, page: Page
) -> None:
    open_page(page, served[0])
    page.get_by_text("Kỳ trước", exact=True).click()
    page.wait_for_function("location.search.includes('compare=previous')")
    page.wait_for_timeout(800)
    for pair in ("bloc_id=quang-tri-vhxh", "period_id=2023-H1", "unit_id=skhcn"):
        assert pair in page.url
    other = browser.new_context(viewport=WIDE, locale="en-GB").new_page()
    open_page(other, page.url.replace("language=vi", "language=en"))
    assert "unit_id=skhcn" in other.url and "compare=previous" in other.url
    assert "settled all 24 resolved dossiers early" in other.inner_text("h1")
    other.context.close()


def test_the_language_switch_changes_every_word_and_keeps_the_page(
    served: tuple[str, Path], page: Page
) -> None:
    open_page(page, served[0])
    page.get_by_text("English", exact=True).click()
    page.wait_for_function("document.documentElement.lang === 'en'")
    page.wait_for_function(
        "document.querySelector('h1')?.innerText.includes('settled')"
    )
    page.wait_for_function(
        "!document.querySelector('main').innerText.includes('Cách tính')"
    )


def download(page: Page, name: str) -> bytes:
    """The file of a link of the first download menu."""
    page.get_by_role("button", name="Tải về").first.click()
    with page.expect_download() as started:
        page.get_by_role("button", name=name).click()
    return Path(started.value.path()).read_bytes()


def test_the_table_taken_away_equals_the_query(
    served: tuple[str, Path], page: Page
) -> None:
    answer = Workspace(served[1]).query(
        "indicator/of_units",
        indicator_ids=["procedures.early"],
        calendar="state",
        period_ids=["2023-H1"],
        bloc_id="quang-tri-vhxh",
        unit_ids=None,
    )
    expected = {
        row["unit_id"]: row["value"]
        for row in answer.frame.to_dict("records")
        if row["value"] == row["value"]
    }
    open_page(page, served[0])
    rows = csv.DictReader(io.StringIO(download(page, "Bảng CSV").decode("utf-8-sig")))
    typed = {
        row["unit_id"]: float(row["value"])
        for row in rows
        if row["indicator_id"] == "procedures.early" and row["value"]
    }
    assert typed == expected == {"skhcn": 24.0}
    open_page(page, served[0])
    book = openpyxl.load_workbook(io.BytesIO(download(page, "Bảng Excel")))
    cells = list(book["Số liệu"].iter_rows(min_row=3, values_only=True))
    shown = [dict(zip(cells[0], row, strict=True)) for row in cells[1:]]
    early = [row for row in shown if row["indicator_id"] == "procedures.early"]
    assert {r["unit_id"]: r["value"] for r in early if r["value"]} == expected
    about = dict(book["Nguồn"].iter_rows(values_only=True))
    assert about["Truy vấn"] == "indicator/of_units"
    assert "skhcn-2023-h1.csv" in about["Tệp nguồn"]


@pytest.mark.parametrize(("form", "start"), [("SVG", b"<svg"), ("PNG", b"\x89PNG")])
def test_the_figure_is_taken_away_as_a_picture(
    served: tuple[str, Path], page: Page, form: str, start: bytes
) -> None:
    open_page(page, served[0])
    page.locator(".js-plotly-plot .main-svg .trace").first.wait_for(state="attached")
    page.locator(".js-plotly-plot").hover()
    with page.expect_download() as started:
        page.locator(f'.modebar-btn[data-t-image="{form.lower()}"]').click()
    picture = Path(started.value.path()).read_bytes()
    assert picture.startswith(start)
    assert len(picture) > 3000


def test_the_theme_switch_redraws_charts(served: tuple[str, Path], page: Page) -> None:
    open_page(page, served[0])
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(
        "[...document.querySelectorAll('h1.t-lead')].some("
        "h => getComputedStyle(h).color === 'rgb(232, 230, 225)')"
    )


def test_headings_do_not_skip_a_level(served: tuple[str, Path], page: Page) -> None:
    open_page(page, served[0])
    levels = page.eval_on_selector_all(
        "main h1, main h2, main h3, main h4", "all => all.map(h => +h.tagName[1])"
    )
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def rows_of(page: Page) -> list[dict[str, str]]:
    """The rows of the first table that is offered as csv."""
    text = download(page, "Bảng CSV").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_a_number_leads_from_the_first_page_to_exactly_its_rows(
    served: tuple[str, Path], page: Page
) -> None:
    open_page(page, f"{served[0]}/?{DEMO}")
    page.locator(".t-item a", has_text="Xem hồ sơ").first.click()
    page.wait_for_function("location.pathname.endsWith('/procedures')")
    open_page(page, page.url)
    assert "unit_id=mh-gddt" in page.url and "measure=pending_overdue" in page.url
    title = page.locator("h2.t-title").first.inner_text()
    number = int(title.split()[0].replace(".", ""))
    assert page.locator("table.t-counts").first.locator("tbody tr").count() == number
    taken = rows_of(page)
    assert len(taken) == number
    assert {row["origin"] for row in taken} == {"invented"}
    assert {row["unit_id"] for row in taken} == {"mh-gddt"}


def test_a_count_in_the_table_opens_as_many_rows(
    served: tuple[str, Path], page: Page
) -> None:
    open_page(page, f"{served[0]}/procedures?{DEMO}")
    row = page.locator("table.t-counts tr", has_text="Y tế").last
    cell = row.locator("td a").nth(4)
    number = cell.inner_text()
    cell.click()
    page.wait_for_function("location.search.includes('measure=late')")
    page.locator("h2.t-title", has_text=f"{number} hồ sơ: trễ hạn").wait_for()
    assert "unit_id=mh-syt" in page.url
    page.get_by_text("Đóng danh sách").click()
    page.wait_for_function("!location.search.includes('measure')")


def test_another_page_keeps_the_bloc_and_the_comparison(
    served: tuple[str, Path], page: Page
) -> None:
    open_page(page, f"{served[0]}/?{DEMO}&unit_id=mh-khcn&compare=previous")
    page.get_by_role("link", name="Thủ tục hành chính").click()
    page.wait_for_function("location.search.includes('unit_id=mh-khcn')")
    assert "bloc_id=minh-hoa" in page.url and "compare=previous" in page.url
    page.locator("h1.t-lead", has_text="Sở Khoa học và Công nghệ tỉnh").wait_for()


def test_the_form_taken_away_is_the_form_on_the_page(
    served: tuple[str, Path], page: Page
) -> None:
    open_page(page, f"{served[0]}/procedures?{DEMO}&unit_id=mh-khcn")
    shown = page.locator("table.t-form tbody tr").last.locator("td").all_inner_texts()
    with page.expect_download() as started:
        page.get_by_role("button", name="Biểu Excel").click()
    book = openpyxl.load_workbook(
        io.BytesIO(Path(started.value.path()).read_bytes()), data_only=True
    )
    lines = list(book.worksheets[0].iter_rows(values_only=True))
    (total,) = [line for line in lines if line[1] == "Tổng cộng"]
    assert [f"{n:,}".replace(",", ".") for n in total[2:13]] == shown
    assert any("TRÌNH DIỄN" in str(cell) for line in lines for cell in line)
