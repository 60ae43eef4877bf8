"""The running demo as its users meet it: in a browser, through gradio_client and curl."""

from __future__ import annotations

import asyncio
import json
import os
import re
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.request import Request, urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import SAMPLES
from gradio_client import Client
from gradio_client.exceptions import AppError
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult, TextContent
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

import app
from summarize import Article, KeyPoint, Sentence, Summary, summarize
from summarize.rendering import to_html, to_stories_html
from summarize.translation import BUILT_IN_MODEL, MarianTranslator
from summarize.types import DroppedLine
from summarize.web.models import read_score
from summarize.web.panels import to_heading_html, to_points_html, to_source_html
from summarize.web.snippets import SNIPPETS

ROOT = Path(__file__).parent.parent
ARTIFACTS = Path(__file__).parent / "artifacts"
CHROMIUM = "/usr/bin/chromium"
PATIENCE = 30_000  # ms: a busy machine must not fail a test
DONE, TROUBLE = "#status .done", "#status .trouble"

# The real app, except that its translator waits while the file `hold` exists, and breaks on the
# word "vỡ_mô_hình", and that an address gives no page while the file `slow` exists.
SERVER = """
import sys, time
from pathlib import Path
import app
find, hold = app.find_translator, Path(sys.argv[2])
def find_held(model):
    translate = find(model)
    def wait_and_translate(texts):
        while hold.exists():
            time.sleep(0.02)
        if any("vỡ_mô_hình" in text for text in texts):
            raise RuntimeError("a secret of the server")
        return translate(texts)
    return wait_and_translate
app.find_translator = find_held
read, slow = app.read_box, hold.with_name("slow")
def read_late(text, *finder):
    while str(text).startswith("https:") and slow.exists():
        time.sleep(0.02)
    return read(text, *finder)
app.read_box = read_late
app.MAX_WAITING = int(sys.argv[3])
app.main(["--port", sys.argv[1], "--mcp"])
"""


BROKEN = "RuntimeError: a secret of the server"
# Gradio's own, where an event that is cancelled ends just then; the page sees nothing of it.
CANCELLED_TWICE = re.compile(r"KeyError: '[0-9a-f]{32}'")


class Server(NamedTuple):
    url: str
    hold: Path


# Of the module, as Playwright's loop is, which keeps others from running one in this thread.
@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serve(tmp_path_factory.mktemp("server"), app.MAX_WAITING) as server:
        yield server


@contextmanager
def serve(folder: Path, max_waiting: int) -> Iterator[Server]:
    """The running demo, whose log must not hold an error in the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url, hold = f"http://127.0.0.1:{port}/", folder / "hold"
    log = hold.with_name("log")
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVER, str(port), str(hold), str(max_waiting)],
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        for _ in range(1200):
            assert process.poll() is None, log.read_text()
            try:
                with urlopen(url):
                    break
            except OSError:
                time.sleep(0.1)
        yield Server(url, hold)
        report = log.read_text()
        errors = set(re.findall(r"^\w*(?:Error|Exception)\b.*", report, re.MULTILINE))
        assert {error for error in errors if not CANCELLED_TWICE.fullmatch(error)} <= {BROKEN}
    finally:
        process.terminate()
        process.wait()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not os.path.exists(CHROMIUM):
        pytest.fail(f"{CHROMIUM} is missing: apt install chromium")
    ARTIFACTS.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport=DESKTOP) as context:
        context.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        yield context


AXE = Axe()


DESKTOP, PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=390, height=844)


def look_for_barriers(page: Page, *sizes: ViewportSize) -> None:
    """Run axe-core over what is visible."""
    for size in sizes:
        page.set_viewport_size(size)
        found = AXE.run(page)
        assert not found.violations_count, found.generate_report()
        assert overflow(page) == 0


@pytest.fixture
def page(context: BrowserContext, server: Server) -> Iterator[Page]:
    """The demo in a fresh window, which must talk to no other host and log no error."""
    with context.new_page() as page:
        requested: list[str] = []
        errors: list[str] = []
        page.on("request", lambda request: requested.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(server.url)
        expect(page.locator("#go")).to_be_visible()
        yield page
        server.hold.unlink(missing_ok=True)
        assert [url for url in requested if not url.startswith((server.url, "data:"))] == []
        assert errors == []


def run(page: Page, text: str) -> None:
    page.locator("#text textarea").fill(text)
    page.locator("#go").click()


def download(page: Page, label: str) -> bytes:
    with page.expect_download() as event:
        page.locator(".downloads a:visible", has_text=label).click()
    return Path(event.value.path()).read_bytes()


def boxes(page: Page, selector: str) -> list[dict[str, float]]:
    """Where the elements are, all at one moment of the scrolling page."""
    script = "elements => elements.map(element => element.getBoundingClientRect().toJSON())"
    found: list[dict[str, float]] = page.locator(selector).evaluate_all(script)
    return found


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def test_vietnamese_comes_at_once_and_english_beside_it(
    page: Page, server: Server, vtv_page: str, built_in: MarianTranslator
) -> None:
    expected = summarize(vtv_page, translate=built_in)
    server.hold.touch()
    run(page, vtv_page)
    expect(page.locator("#points blockquote")).to_have_text(
        [point.sentence.text for point in expected.points]
    )
    expect(page.locator("#points .en")).to_have_text(["đang dịch · translating …"] * 3)
    expect(page.locator("#heading h2")).to_have_text(expected.article.title or "")
    expect(page.locator("#status")).to_contain_text("Loading the translation model")
    assert json.loads(download(page, "JSON"))["points"][0]["english"] is None
    server.hold.unlink()
    expect(page.locator(DONE)).to_contain_text("Xong · Done")
    expect(page.locator("#points .en > p[lang=en]")).to_have_text(
        [point.english or "" for point in expected.points]
    )
    expect(page.locator("#heading .english-title")).to_have_text(expected.english_title or "")
    expect(page.locator("#heading .facts")).to_contain_text("2019-01-10")
    expect(page.locator("#source mark > span")).to_have_text(
        [point.sentence.text for point in expected.points]
    )
    vietnamese, english = boxes(page, "#p1 .vi, #p1 .en")
    assert vietnamese["right"] <= english["left"]
    page.locator("#source summary").click()
    expect(page.locator("#source .dropped li", has_text="ĐANG PHÁT")).to_be_visible()
    page.screenshot(path=ARTIFACTS / "desktop.png", full_page=True)

    assert json.loads(download(page, "JSON"))["points"][0]["english"] == expected.points[0].english
    assert download(page, "Markdown").decode().startswith(f"# {expected.english_title}")
    assert download(page, "HTML").decode().count("<mark") == 3


def test_a_point_leads_to_its_sentence_and_back(page: Page, vtv_page: str) -> None:
    run(page, vtv_page)
    expect(page.locator(DONE)).to_contain_text("Xong · Done")
    page.locator("#p3 blockquote a").click()
    expect(page.locator("#s3")).to_be_in_viewport()
    expect(page.locator("#s3")).to_have_css("outline-style", "solid")
    expect(page.locator("#s1")).to_have_css("outline-style", "none")
    plain = page.locator("#source article span[style]").last
    expect(plain).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    page.locator("#heat input").check()
    first = page.locator("#source article span[style]").first
    expect(first).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
    page.screenshot(path=ARTIFACTS / "heat.png")
    page.locator("#s3 a").click()
    expect(page.locator("#p3")).to_be_in_viewport()


def test_stop_ends_the_translation_and_keeps_the_points(
    page: Page, server: Server, vtv_page: str
) -> None:
    server.hold.touch()
    run(page, vtv_page)
    expect(page.locator("#points .waiting")).to_have_count(3)
    expect(page.locator("#status .busy")).to_be_visible()
    page.locator("#stop").click()
    expect(page.locator(DONE)).to_have_text("Đã dừng · Stopped")
    expect(page.locator("#points blockquote")).to_have_count(3)
    expect(page.locator("#points .en")).to_have_count(0)
    server.hold.unlink()
    page.locator("#go").click()
    expect(page.locator(DONE)).to_contain_text("Xong · Done")


def test_a_page_that_does_not_come_can_be_given_up_for_another(
    page: Page, server: Server, vtv_page: str
) -> None:
    slow = server.hold.with_name("slow")
    slow.touch()
    run(page, "https://does.not/answer")
    expect(page.locator("#status .busy")).to_contain_text("Fetching the page")
    page.locator("#stop").click()
    expect(page.locator(DONE)).to_have_text("Đã dừng · Stopped")
    run(page, vtv_page)
    expect(page.locator("#points .waiting")).to_have_count(3)
    slow.unlink()
    expect(page.locator(DONE)).to_contain_text("Xong · Done")
    expect(page.locator("#points .en > p[lang=en]")).to_have_count(3)


def test_two_readers_get_each_their_own(
    page: Page, context: BrowserContext, server: Server, vtv_page: str
) -> None:
    other = (SAMPLES / "vnexpress-lu-quet-mien-trung.txt").read_text(encoding="utf-8")
    server.hold.touch()
    with context.new_page() as second:
        second.goto(server.url)
        run(page, vtv_page)
        run(second, other)
        for reader in (page, second):
            expect(reader.locator("#points .waiting")).to_have_count(3)
        server.hold.unlink()
        for reader, text in ((page, vtv_page), (second, other)):
            expect(reader.locator(DONE)).to_contain_text("Xong · Done")
            expected = [point.sentence.text for point in summarize(text).points]
            expect(reader.locator("#points blockquote")).to_have_text(expected)


def test_who_comes_when_the_queue_is_full_is_told_so_and_the_others_get_their_own(
    context: BrowserContext, tmp_path: Path
) -> None:
    names = ("vtv-chinh-phu-dien-tu", "vnexpress-lu-quet-mien-trung", "tuoitre-metro-so-2")
    texts = [(SAMPLES / f"{name}.txt").read_text(encoding="utf-8") for name in names]
    with serve(tmp_path, max_waiting=1) as server, ExitStack() as stack:
        readers = [stack.enter_context(context.new_page()) for _ in texts]
        server.hold.touch()
        # One is being translated, the second waits for that and fills the queue.
        for reader, text in zip(readers, texts, strict=True):
            reader.goto(server.url)
            expect(reader.locator("#go")).to_be_visible()
            run(reader, text)
            if reader is not readers[-1]:
                expect(reader.locator("#points .waiting")).to_have_count(3)
        *others, surplus = readers
        expect(surplus.locator(TROUBLE)).to_have_text(str(app.BUSY))
        expect(surplus.locator("#text textarea")).to_have_value(texts[-1])
        expect(surplus.locator(".toast-body:visible")).to_have_count(0)
        surplus.locator("#samples button").first.click()
        expect(surplus.locator(TROUBLE)).to_have_text(str(app.BUSY))
        server.hold.unlink()
        for reader in others:
            expect(reader.locator(DONE)).to_contain_text("Xong · Done")
        run(surplus, texts[-1])
        for reader, text in zip(readers, texts, strict=True):
            expect(reader.locator(DONE)).to_contain_text("Xong · Done")
            expected = [point.sentence.text for point in summarize(text).points]
            expect(reader.locator("#points blockquote")).to_have_text(expected)
            expect(reader.locator("#points .en:not(.waiting)")).to_have_count(3)


def test_what_breaks_unforeseen_is_one_calm_line_too(
    page: Page, client: Client, server: Server
) -> None:
    text = "Cái vỡ_mô_hình này làm máy dịch hỏng. Hà Nội hôm nay có mưa."
    run(page, text)
    expect(page.locator(TROUBLE)).to_contain_text("The server is busy or met with an error.")
    expect(page.locator("#points .waiting:visible")).to_have_count(0)
    assert "secret" not in page.content()
    with pytest.raises(AppError) as raised:
        client.predict(text=text, translate=True, api_name="/summarize")
    assert "secret" not in str(raised.value)
    (answer,) = call_tools(server, ("summarize", {"text": text, "translate": True}))
    assert answer.isError and "secret" not in str(answer)


def test_the_model_and_its_score_stand_beside_its_english(page: Page) -> None:
    page.locator("#samples button", has_text="Bắc Bộ đón không khí lạnh").click()
    score = read_score(BUILT_IN_MODEL)
    assert score
    expect(page.locator("#points .origin")).to_contain_text(f"built in ({score})")
    expect(page.locator("#points .origin")).to_contain_text("machine translation")
    page.get_by_role("button", name="Tùy chọn").click()
    page.locator("#model input").click()
    expect(page.get_by_role("option")).to_have_text(
        [re.compile(re.escape(score)), re.compile("Helsinki-NLP/opus-mt-vi-en")]
    )


def test_settings_act_on_the_open_article(page: Page, vtv_page: str) -> None:
    page.locator("#translate input").uncheck()
    run(page, vtv_page)
    expect(page.locator("#points blockquote")).to_have_count(3)
    expect(page.locator("#points .en")).to_have_count(0)
    page.locator("#n input[type=number]").fill("5")
    page.locator("#n input[type=number]").press("Tab")
    expect(page.locator("#points blockquote")).to_have_count(5)
    page.locator("#translate input").check()
    expect(page.locator("#points .en:not(.waiting)")).to_have_count(5)


def test_as_many_points_stand_in_the_end_as_the_slider_says(page: Page, vtv_page: str) -> None:
    run(page, vtv_page)
    expect(page.locator(DONE)).to_contain_text("Xong · Done")
    slider = page.locator("#n input[type=range]")
    for key, pause, number in (
        ("ArrowRight", 40, 9),
        ("ArrowLeft", 100, 3),
        ("ArrowRight", 130, 9),
        ("ArrowLeft", 60, 3),
    ):
        slider.focus()
        for _ in range(6):
            page.keyboard.press(key)
            page.wait_for_timeout(pause)
        expect(slider).to_have_value(str(number))
        expect(page.locator("#points .en > p[lang=en]")).to_have_count(number)
        expect(page.locator(DONE)).to_contain_text("Xong · Done")
        page.wait_for_timeout(500)  # nothing outdated comes after it
        expect(page.locator("#points blockquote")).to_have_count(number)
        expect(page.locator(DONE)).to_contain_text("Xong · Done")


def test_starting_again_while_the_english_runs_is_no_failure(
    page: Page, server: Server, vtv_page: str
) -> None:
    refused: list[str] = []
    page.on("response", lambda answer: refused.append(answer.url) if not answer.ok else None)
    page.evaluate(
        """() => {
            window.said = [];
            new MutationObserver(() => {
                window.said.push(document.querySelector('#status').innerText);
                if (document.querySelector('#status .error')) window.said.push('Error');
            }).observe(document.body, {subtree: true, childList: true, characterData: true});
        }"""
    )
    server.hold.touch()
    run(page, vtv_page)
    expect(page.locator("#points .waiting")).to_have_count(3)
    page.locator("#go").click()
    page.locator("#n input[type=number]").fill("4")
    page.locator("#n input[type=number]").press("Tab")
    expect(page.locator("#points .waiting")).to_have_count(4)
    server.hold.unlink()
    expect(page.locator("#points .en > p[lang=en]")).to_have_count(4)
    expect(page.locator(DONE)).to_contain_text("Xong · Done")
    assert [line for line in page.evaluate("said") if "bận" in line or "Error" in line] == []
    assert refused == []


def test_a_number_of_points_beyond_the_ends_is_the_nearest_one(page: Page, vtv_page: str) -> None:
    page.locator("#translate input").uncheck()
    run(page, vtv_page)
    expect(page.locator("#points blockquote")).to_have_count(3)
    box = page.locator("#n input[type=number]")
    for typed, number in (("0", 1), ("99", 10), ("-3", 1), ("11", 10), ("", 1)):
        box.fill(typed)
        box.press("Tab")
        expect(box).to_have_value(str(number))
        expect(page.locator("#points blockquote")).to_have_count(number)
    expect(page.locator(DONE)).to_contain_text("Done: the open article was read")
    expect(page.locator(".toast-body:visible")).to_have_count(0)
    page.get_by_role("tab", name="Nhiều bài").click()
    page.locator("#files input[type=file]").set_input_files(SAMPLES / "tin-ngan-thoi-tiet.txt")
    expect(page.locator("#files")).to_contain_text("tin-ngan")
    page.locator("#batch-translate input").uncheck()
    page.locator("#batch-n input[type=number]").fill("0")
    page.locator("#digest").click()
    expect(page.locator("#batch-status")).to_contain_text("Done: 1 read, 0 failed")
    expect(page.locator("#stories li")).to_have_count(1)


def test_a_sample_runs_with_one_click(page: Page) -> None:
    page.locator("#samples button", has_text="Văn phòng Chính phủ cần quyết liệt").click()
    expect(page.locator("#heading h2")).to_contain_text("Văn phòng Chính phủ cần quyết liệt")
    expect(page.locator(DONE)).to_contain_text("Xong · Done")
    expect(page.locator("#text textarea")).to_have_value(re.compile("^Văn phòng Chính phủ"))


def test_dropped_files_are_there_to_choose_from(page: Page) -> None:
    names = ["tin-ngan-thoi-tiet.txt", "dantri-phong-van-bac-si.html"]
    page.locator("#upload input[type=file]").set_input_files([SAMPLES / name for name in names])
    expect(page.locator("#heading .facts")).to_contain_text(names[0])
    expect(page.locator("#number label")).to_have_text(names)
    page.locator("#number label").nth(1).click()
    expect(page.locator("#heading .facts")).to_contain_text(names[1])
    expect(page.locator(DONE)).to_contain_text("Xong · Done")


def test_a_dropped_file_runs(page: Page) -> None:
    page.locator("#upload input[type=file]").set_input_files(
        SAMPLES / "dantri-phong-van-bac-si.html"
    )
    expect(page.locator("#heading .facts")).to_contain_text("dantri-phong-van-bac-si.html")
    expect(page.locator(DONE)).to_contain_text("Xong · Done")


def test_keys_alone_do_everything(page: Page, vtv_page: str) -> None:
    def tab_to(selector: str) -> None:
        """Press Tab until the focus is there, as one without a mouse must."""
        focus = page.locator(f"{selector}:focus")
        for _ in range(60):
            page.keyboard.press("Tab")
            if focus.count():
                return
        pytest.fail(f"Tab does not reach {selector}.")

    tab_to("#text textarea")
    page.keyboard.insert_text(vtv_page)
    page.keyboard.press("Shift+Enter")
    expect(page.locator(DONE)).to_contain_text("Xong · Done")
    tab_to("#p2 a.number")
    page.keyboard.press("Enter")
    expect(page.locator("#s2")).to_be_in_viewport()
    expect(page.locator("#s2")).to_have_css("outline-style", "solid")
    tab_to("#source summary")
    page.keyboard.press("Enter")
    expect(page.locator("#source .dropped li").first).to_be_visible()


def test_trouble_is_a_calm_line_and_clears_the_old_result(page: Page, vtv_page: str) -> None:
    run(page, vtv_page)
    expect(page.locator(DONE)).to_contain_text("Xong · Done")
    run(page, "")
    expect(page.locator(TROUBLE)).to_contain_text("The box is empty.")
    expect(page.locator("#points")).to_have_text("")
    run(page, "http://127.0.0.1:9/bai.html")
    expect(page.locator(TROUBLE)).to_contain_text("http://127.0.0.1:9/bai.html")
    expect(page.locator(".toast-wrap .error")).to_have_count(0)


def test_a_phone_shows_everything_in_its_width(page: Page, vtv_page: str) -> None:
    page.set_viewport_size(PHONE)
    run(page, vtv_page)
    expect(page.locator(DONE)).to_contain_text("Xong · Done")
    assert overflow(page) == 0
    vietnamese, english = boxes(page, "#p1 .vi, #p1 .en")
    assert vietnamese["bottom"] <= english["top"]
    page.screenshot(path=ARTIFACTS / "phone.png", full_page=True)


def test_nothing_is_cut_off_on_a_phone(page: Page) -> None:
    page.set_viewport_size(PHONE)
    titles = page.locator("#samples button div")
    assert overflow(page) == 0
    for title in titles.all():
        expect(title).to_have_css("text-overflow", "ellipsis")
    page.get_by_role("tab", name="Nhiều bài").click()
    page.locator("#files input[type=file]").set_input_files(SAMPLES / "tin-ngan-thoi-tiet.txt")
    expect(page.locator("#files .icon-button-wrapper")).to_be_visible()
    words = page.locator("#files label").evaluate(
        """label => {
            const range = document.createRange();
            range.selectNodeContents(label);
            return Math.max(...[...range.getClientRects()].map(line => line.right));
        }"""
    )
    (buttons,) = boxes(page, "#files .icon-button-wrapper")
    assert words <= buttons["left"]
    page.get_by_role("tab", name="API").click()
    for name in ("python", "curl", "mcp"):
        expect(page.locator(f"#{name} pre")).to_have_css("overflow-x", "auto")
        (code,) = boxes(page, f"#{name} pre")
        assert code["right"] <= PHONE["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_slider_shows_where_the_keys_are(page: Page, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    page.reload()
    slider = page.locator("#n input[type=range]")
    expect(slider).to_have_css("outline-style", "none")
    page.locator("#n input[type=number]").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(slider).to_be_focused()
    expect(slider).to_have_css("outline-style", "solid")
    expect(slider).to_have_css("outline-width", "3px")
    page.locator("#n").screenshot(path=ARTIFACTS / f"slider-{scheme}.png")


@pytest.mark.parametrize(("scheme", "locale"), [("light", "vi-VN"), ("dark", "en-US")])
def test_nothing_bars_a_reader_who_is_helped(
    browser: Browser,
    server: Server,
    scheme: Literal["light", "dark"],
    locale: str,
    vtv_page: str,
) -> None:
    with browser.new_context(color_scheme=scheme, locale=locale) as context:
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.goto(server.url)
        run(page, vtv_page)
        expect(page.locator(DONE)).to_contain_text("Xong · Done")
        page.locator("#source summary").click()
        page.get_by_role("button", name="Tùy chọn").click()
        page.locator("#heat input").check()
        look_for_barriers(page, PHONE, DESKTOP)
        page.screenshot(path=ARTIFACTS / f"{scheme}-{locale}.png", full_page=True)
        page.get_by_role("tab", name="API").click()
        look_for_barriers(page, DESKTOP)
        page.get_by_role("tab", name="Nhiều bài").click()
        page.locator("#files input[type=file]").set_input_files(SAMPLES / "tin-ngan-thoi-tiet.txt")
        page.locator("#addresses textarea").fill("không phải địa chỉ")
        page.locator("#digest").click()
        expect(page.locator("#batch-status")).to_contain_text("Done: 1 read, 1 failed")
        look_for_barriers(page, PHONE)


def test_a_dark_system_gets_a_dark_page(page: Page, vtv_page: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.reload()
    run(page, vtv_page)
    expect(page.locator(DONE)).to_contain_text("Xong · Done")
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert sum(map(int, re.findall(r"\d+", background)[:3])) < 150
    page.screenshot(path=ARTIFACTS / "dark.png", full_page=True)


def test_many_files_make_one_digest(page: Page, tmp_path: Path) -> None:
    page.get_by_role("tab", name="Nhiều bài").click()
    names = ["vtv-chinh-phu-dien-tu.txt", "tuoitre-metro-so-2.txt"]
    (tmp_path / "empty.txt").write_text("")
    page.locator("#files input[type=file]").set_input_files(
        [*(SAMPLES / name for name in names), tmp_path / "empty.txt"]
    )
    expect(page.locator("#files")).to_contain_text("empty")
    page.locator("#digest").click()
    expect(page.locator("#batch-status")).to_contain_text("Done: 2 read, 1 failed")
    expect(page.locator("#batch .done")).to_have_text([f"✓ {name} xong · done" for name in names])
    expect(page.locator("#batch .failed")).to_contain_text("empty.txt")
    expect(page.locator("#stories h2")).to_have_count(2)
    expect(page.locator("#stories li p[lang=en]")).to_have_count(6)
    page.screenshot(path=ARTIFACTS / "batch.png", full_page=True)
    archive = tmp_path / "digest.zip"
    archive.write_bytes(download(page, "zip"))
    assert zipfile.ZipFile(archive).namelist() == [
        "digest.md",
        "digest.html",
        "digest.jsonl",
        "errors.jsonl",
    ]


def test_a_stopped_batch_leaves_its_digest_to_download(page: Page, server: Server) -> None:
    page.get_by_role("tab", name="Nhiều bài").click()
    names = ["vtv-chinh-phu-dien-tu.txt", "tuoitre-metro-so-2.txt"]
    page.locator("#files input[type=file]").set_input_files([SAMPLES / name for name in names])
    expect(page.locator("#files")).to_contain_text("tuoitre")
    server.hold.touch()
    page.locator("#digest").click()
    expect(page.locator("#batch-status")).to_contain_text("Translating: 1/2")
    assert json.loads(download(page, "JSONL").splitlines()[0])["complete"] is False
    page.locator("#batch-stop").click()
    expect(page.locator("#batch-status .done")).to_contain_text("Stopped: 2 of 2, 2 of them")
    assert "Note: Stopped: 2 of 2" in download(page, "Markdown").decode()
    # Again, while the translation that was stopped still runs.
    page.locator("#digest").click()
    expect(page.locator("#batch-status")).to_contain_text("Translating: 1/2")
    server.hold.unlink()
    expect(page.locator("#batch-status")).to_contain_text("Done: 2 read, 0 failed")
    assert json.loads(download(page, "JSONL").splitlines()[0])["complete"] is True


def test_hostile_text_runs_nothing_in_the_page(page: Page, tmp_path: Path) -> None:
    # Reading takes <img> and the like away, but not this.
    hostile = "<svg onload=\"document.title='broken'\">"
    body = f"Hà Nội có mưa lớn {hostile} trong đêm qua và sáng nay. " * 2
    run(page, f"Tin {hostile} mưa lớn ở Hà Nội\n\n10/01/2019\n\n{body}\n\nẢnh: {hostile}")
    expect(page.locator(DONE)).to_contain_text("Xong · Done")
    expect(page.locator("#source mark").first).to_contain_text(hostile)
    run(page, f"http://{hostile.replace(' ', '/')}")
    expect(page.locator(TROUBLE)).to_contain_text("onload")
    path = tmp_path / f"{hostile}.txt"
    path.write_text(body, encoding="utf-8")
    page.locator("#upload input[type=file]").set_input_files(path)
    expect(page.locator("#heading .facts")).to_contain_text("onload")
    expect(page.locator(DONE)).to_contain_text("Xong · Done")
    page.locator("#source").wait_for(state="attached")
    assert page.locator("svg[onload]").count() == 0
    assert page.title() != "broken"


def test_every_field_is_escaped_where_it_is_shown(context: BrowserContext) -> None:
    hostile = "\"'><img src=x onerror=\"document.title='broken'\">"
    sentence = Sentence(hostile, 0, len(hostile))
    article = Article(
        hostile,
        title=hostile,
        byline=hostile,
        section=hostile,
        source=hostile,
        dropped=(DroppedLine(hostile, hostile),),
    )
    point = KeyPoint(sentence, 1.0, why=(hostile,), english=hostile, warnings=(hostile,))
    summary = Summary(
        article, (sentence,), (point,), english_title=hostile, notes=(hostile,), scores=(1.0,)
    )
    with context.new_page() as page:
        for html in (
            to_heading_html(summary),
            to_points_html(summary),
            to_source_html(summary),
            to_html(summary),
            to_stories_html([summary]),
        ):
            page.set_content(html)
            assert page.locator("img").count() == 0
            assert "onerror" in page.locator("body").inner_text()
            assert page.title() != "broken"


@pytest.fixture(scope="module")
def client(server: Server) -> Client:
    return Client(server.url, verbose=False)


def test_the_api_gives_the_same_summary(
    client: Client, vtv_page: str, built_in: MarianTranslator
) -> None:
    summary = client.predict(text=vtv_page, n=2, translate=True, api_name="/summarize")
    expected = summarize(vtv_page, n=2, translate=built_in).to_dict()
    assert summary == {**expected, "source": "pasted text"}


def test_the_api_digests_several_articles(client: Client, vtv_page: str) -> None:
    digest = client.predict(texts=[vtv_page, vtv_page], n=1, api_name="/digest")
    assert digest.startswith("# Digest\n\n2 articles.")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"text": ""}, "The box is empty"),
        ({"text": "Hà Nội mưa.", "n": 0}, "from 1 to 10, not 0"),
        ({"text": "Hà Nội mưa.", "n": 11}, "from 1 to 10, not 11"),
        ({"text": "Hà Nội mưa.", "ranker": "x"}, "There is no ranker 'x'"),
        ({"text": "http://127.0.0.1:9/"}, "http://127.0.0.1:9/"),
        ({"text": None}, "The text must be a string, not null."),
        ({"text": ["Hà Nội mưa."]}, "The text must be a string, not a list."),
        ({"text": "Hà Nội mưa.", "n": "3"}, "The number of points must be a number, not a string."),
        ({"text": "Hà Nội mưa.", "n": None}, "The number of points must be a number, not null."),
        ({"text": "Hà Nội mưa.", "ranker": None}, "The ranker must be a string, not null."),
    ],
)
def test_the_api_answers_mistakes_with_a_sentence(
    client: Client, arguments: dict[str, object], message: str
) -> None:
    with pytest.raises(AppError, match=re.escape(message)):
        client.predict(**arguments, api_name="/summarize")


def test_the_api_digests_texts_in_a_list_and_tells_which_are_none(client: Client) -> None:
    for wrong, message in (
        ("abc", "The texts must be a list, not a string."),
        (None, "The texts must be a list, not null."),
        ([], "Give 1 to 50 articles, not 0."),
    ):
        with pytest.raises(AppError, match=re.escape(message)):
            client.predict(texts=wrong, api_name="/digest")
    digest = client.predict(texts=["Hà Nội mưa.", 1, None], n=1, api_name="/digest")
    assert digest.startswith("# Digest\n\n1 article.")
    assert "- Text 2: The text must be a string, not a number." in digest
    assert "- Text 3: The text must be a string, not null." in digest
    with pytest.raises(AppError, match="must be a number, not a string"):
        client.predict(texts=["Hà Nội mưa."], n="3", api_name="/digest")


def test_the_api_shows_its_two_endpoints_only(client: Client) -> None:
    api = client.view_api(return_format="dict", print_info=False)
    assert sorted(api["named_endpoints"]) == ["/digest", "/summarize"]
    assert api["unnamed_endpoints"] == {}


def test_the_snippets_on_the_page_run(page: Page, server: Server, tmp_path: Path) -> None:
    page.get_by_role("tab", name="API").click()
    python = page.locator("#python code").inner_text()
    curl = page.locator("#curl code").inner_text()
    assert SNIPPETS["Python"](server.url).strip() == python.strip()
    servers = json.loads(page.locator("#mcp code").inner_text())["mcpServers"]
    assert servers["diem-tin"]["url"] == f"{server.url}gradio_api/mcp/"
    page.screenshot(path=ARTIFACTS / "api.png")
    ran = subprocess.run(
        [sys.executable, "-c", python], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert "Hà Nội có mưa lớn. → " in ran.stdout
    ran = subprocess.run(["bash", "-c", curl], check=True, capture_output=True, text=True)
    (data,) = re.findall(r"^event: complete\ndata: (.*)$", ran.stdout, re.MULTILINE)
    assert [point["start"] for point in json.loads(data)[0]["points"]]
    article = "Bộ trưởng nói: \"Không để dân đói\".\n\nÔng hỏi: 'Ai chịu?' \\n $HOME.\n"
    (tmp_path / "article.txt").write_text(article, encoding="utf-8")
    curl = re.sub("^text=.*", lambda _: "text=$(cat article.txt)", curl, flags=re.MULTILINE)
    ran = subprocess.run(
        ["bash", "-c", curl], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    (data,) = re.findall(r"^event: complete\ndata: (.*)$", ran.stdout, re.MULTILINE)
    assert [point["text"] for point in json.loads(data)[0]["points"]] == article.strip().split(
        "\n\n"
    )


def call_tools(server: Server, *calls: tuple[str, dict[str, object]]) -> list[CallToolResult]:
    """What an assistant gets that calls the page's tools."""

    async def ask() -> list[CallToolResult]:
        async with (
            streamable_http_client(f"{server.url}gradio_api/mcp/") as (reading, writing, _),
            ClientSession(reading, writing) as session,
        ):
            await session.initialize()
            tools = (await session.list_tools()).tools
            assert sorted(tool.name for tool in tools) == ["digest", "summarize"]
            assert all(tool.description for tool in tools)
            return [await session.call_tool(name, arguments) for name, arguments in calls]

    # In a thread of its own: Playwright's loop runs in this one.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, ask()).result()


def test_an_assistant_calls_the_two_tools(server: Server, vtv_page: str) -> None:
    summary, digest, mistake = call_tools(
        server,
        ("summarize", {"text": vtv_page, "n": 1, "translate": True}),
        ("digest", {"texts": [vtv_page, "http://127.0.0.1:9/"], "n": 1}),
        ("summarize", {"text": vtv_page, "n": 99}),
    )
    (expected,) = summarize(vtv_page, n=1).points
    for answer in (summary, digest):
        assert not answer.isError
        assert isinstance(answer.content[0], TextContent)
        assert expected.sentence.text in answer.content[0].text
    assert "Not read" in str(digest.content) and "http://127.0.0.1:9/" in str(digest.content)
    assert mistake.isError and "from 1 to 10, not 99" in str(mistake.content)


def test_a_forged_upload_opens_no_file_of_the_server(server: Server) -> None:
    secret = ROOT / "pyproject.toml"
    with urlopen(f"{server.url}config") as answer:
        config = json.load(answer)
    upload = next(c["id"] for c in config["components"] if c["props"].get("elem_id") == "upload")
    event = next(each["id"] for each in config["dependencies"] if upload in each["inputs"][1:])
    forged = {"path": str(secret), "meta": {"_type": "gradio.FileData"}}
    call = {
        "data": [None, "built-in", [forged], 0, 1, "lead", False],
        "fn_index": event,
        "session_hash": "forger",
    }
    request = Request(
        f"{server.url}gradio_api/queue/join",
        json.dumps(call).encode(),
        {"Content-Type": "application/json"},
    )
    with urlopen(request) as answer:
        assert answer.status == 200
    with urlopen(f"{server.url}gradio_api/queue/data?session_hash=forger") as answer:
        said = answer.read().decode()
    assert '"success":false' in said
    assert "setuptools" not in said and str(ROOT) not in said


def test_files_outside_are_not_served(server: Server) -> None:
    for path in ("/etc/hostname", str(ROOT / "pyproject.toml"), str(ROOT / "app.py")):
        with pytest.raises(OSError, match=r"HTTP Error 40[34]"):
            urlopen(f"{server.url}gradio_api/file={path}")
