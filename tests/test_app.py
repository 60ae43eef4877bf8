from __future__ import annotations

import asyncio
import base64
import json
import os
import re
import shutil
from collections.abc import Sequence
from html import unescape
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from gradio.blocks import BlockFunction

import app
from summarize import Article, InputError, OptionError, Summary, TranslationError, summarize
from summarize.translation import BUILT_IN_MODEL, MarianTranslator
from summarize.web.desk import Desk
from summarize.web.inputs import MAX_CHARACTERS, read_box
from summarize.web.models import BUILT_IN, OPUS, list_offers, read_score
from summarize.web.panels import to_source_html

TEXT = (
    "Hà Nội mưa lớn, nhiều tuyến phố ngập\n\n"
    "Ngày 10/01/2019 08:30\n\n"
    "Sáng 10/1, mưa lớn khiến nhiều tuyến phố ở Hà Nội ngập sâu tới nửa mét nước.\n\n"
    "Công an thành phố cử 200 cảnh sát ra đường điều tiết giao thông từ 6 giờ sáng. "
    "Nhiều trường học cho học sinh nghỉ để bảo đảm an toàn.\n\n"
    "Cùng chuyên mục\n\nGiá vàng hôm nay\n"
)
HOSTILE = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>"


def said(html: str) -> str:
    """What a reader sees of it."""
    return unescape(re.sub(r"<[^>]*>", "", html))


def shown(steps: object) -> list[app.Panels]:
    assert not isinstance(steps, app.Panels)
    return list(steps)  # type: ignore[call-overload,no-any-return]


def condensed(text: str = TEXT, n: int = 2, translate: bool = False) -> app.Panels:
    (panels,) = app.condense_box(text, n, "lead", translate)
    return panels


def summary_of(panels: app.Panels) -> Summary:
    assert panels.summary is not None
    return panels.summary


def digested(
    paths: Sequence[Path] = (), addresses: str = "", n: int = 1, translate: bool = False
) -> list[app.BatchPanels]:
    """The panels of a batch, step by step: the reading, then the English."""
    steps = list(app.read_many(list(map(str, paths)), addresses, n, "coverage", translate))
    return steps + [
        step
        for step in app.translate_many(steps[-1].batch, BUILT_IN)
        if isinstance(step, app.BatchPanels)
    ]


def downloaded(panels: app.Panels | app.BatchPanels, suffix: str) -> tuple[str, bytes]:
    """Name and content of the file that a link of the panels saves."""
    pattern = rf'download="([^"]*{re.escape(suffix)})" href="data:[^,]*,([^"]*)"'
    ((name, content),) = re.findall(pattern, panels.downloads)
    return name, base64.b64decode(content)


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    def find(model: str) -> MarianTranslator:
        raise TranslationError("The model is missing. Install it again.")

    monkeypatch.setattr(app, "find_translator", find)


def fake(texts: Sequence[str]) -> list[str]:
    return [f"{HOSTILE} {len(text)}" for text in texts]


def test_pasted_text_gives_points_heading_and_marked_source() -> None:
    panels = condensed()
    summary = summary_of(panels)
    assert [point.sentence.text for point in summary.points] == [
        "Sáng 10/1, mưa lớn khiến nhiều tuyến phố ở Hà Nội ngập sâu tới nửa mét nước.",
        "Công an thành phố cử 200 cảnh sát ra đường điều tiết giao thông từ 6 giờ sáng.",
    ]
    assert said(panels.status) == "Xong: đã đọc văn bản · Done: the text was read"
    assert said(condensed(translate=True).status) == (
        "Đã đọc văn bản, chờ dịch · The text was read; English is next"
    )
    assert '<h2 lang="vi">Hà Nội mưa lớn, nhiều tuyến phố ngập</h2>' in panels.heading
    assert "<b>2019-01-10</b>" in panels.heading
    assert "2/3 câu · sentences" in said(panels.heading)
    assert "Đỡ đọc · Reading saved: 3 giây · 3 s" in said(panels.heading)
    assert panels.source.count("<mark") == 2
    assert "Giá vàng hôm nay" in panels.source.split('class="dropped"')[1]


def test_what_is_marked_in_the_source_is_what_is_quoted() -> None:
    text = "Tuy nhiên, giá vàng trong nước giảm mạnh vào chiều 12/3."
    before, marked = to_source_html(summarize(Article(text), n=1)).split("<mark")
    assert before.endswith(">Tuy nhiên, ")
    assert "<span>giá vàng trong nước giảm mạnh vào chiều 12/3.</span></mark>" in marked


def test_a_doubtful_paragraph_is_listed_below_the_source() -> None:
    paragraphs = TEXT.splitlines()[4:6]
    article = Article("\n\n".join(paragraphs), doubtful=(1,))
    _, aside = to_source_html(summarize(article, n=1)).split('class="dropped"')
    assert "may not be the article" in aside
    assert paragraphs[1] in aside
    assert paragraphs[0] not in aside


def test_html_is_recognised_in_the_box() -> None:
    page = (
        f"<!DOCTYPE html><html><body><article><p>{TEXT.splitlines()[4]}</p></article></body></html>"
    )
    panels = condensed(page)
    assert [point.sentence.text for point in summary_of(panels).points] == [TEXT.splitlines()[4]]


def test_an_uploaded_file_goes_by_its_own_name(tmp_path: Path) -> None:
    path = tmp_path / "bài báo.txt"
    path.write_text(TEXT, encoding="utf-8")
    panels = app.condense_upload([str(path)], None, 1, "hybrid", False)
    assert said(panels.status) == "Xong: đã đọc tệp · Done: the file was read"
    assert summary_of(panels).article.source == "bài báo.txt"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "The box is empty."),
        ("…", "There is no sentence"),
        ("a" * (MAX_CHARACTERS + 1), "this page takes 500,000 at most"),
    ],
)
def test_what_cannot_be_read_is_one_calm_line(text: str, message: str) -> None:
    panels = condensed(text)
    assert panels.summary is None
    assert 'class="status trouble"' in panels.status
    assert message in panels.status
    assert panels.points == panels.source == panels.downloads == ""


def test_an_address_is_said_to_be_one_and_private_ones_are_refused() -> None:
    fetching, refused = app.condense_box("http://127.0.0.1:9/bai.html", 3, "hybrid", True)
    assert "Fetching the page" in fetching.status
    assert refused.summary is None
    assert "http://127.0.0.1:9/bai.html" in refused.status


def test_english_arrives_title_first_then_point_by_point(built_in: MarianTranslator) -> None:
    app.find_translator.cache_clear()
    start = condensed(translate=True)
    assert start.points.count("translating …") == 2
    steps = shown(app.translate_points(summary_of(start), BUILT_IN))
    counts = [sum(point.english is not None for point in summary_of(step).points) for step in steps]
    assert counts == [0, 0, 1, 2, 2]
    assert [step.points.count("translating …") for step in steps] == [2, 2, 1, 0, 0]
    assert 'class="english-title"' in steps[1].heading
    english = built_in([point.sentence.text for point in summary_of(start).points])
    assert [point.english for point in summary_of(steps[-1]).points] == english
    assert said(steps[-1].status) == "Xong · Done"
    sent = [isinstance(step.downloads, str) for step in steps]
    assert sent == [False, False, False, False, True]
    _, content = downloaded(steps[-1], ".json")
    assert json.loads(content)["points"][0]["english"] == english[0]


@pytest.mark.usefixtures("no_model")
@pytest.mark.parametrize(
    "text",
    [
        "Heavy rain fell on Hanoi this morning. Many streets were under water.",
        "Sang nay Ha Noi co mua lon. Nhieu tuyen pho bi ngap sau toi nua met.",
    ],
)
def test_what_is_no_vietnamese_with_diacritics_is_not_translated_and_told_so(text: str) -> None:
    start = condensed(text, translate=True)
    (only,) = shown(app.translate_points(summary_of(start), BUILT_IN))
    assert said(only.status) == (
        "Không dịch được: Văn bản không giống tiếng Việt có dấu. · "
        "No English: The text does not look like Vietnamese written with its diacritics."
    )
    assert "origin" not in only.points and "machine translation" not in only.points


@pytest.mark.usefixtures("no_model")
def test_without_a_model_the_vietnamese_points_stay() -> None:
    start = condensed(translate=True)
    *_, last = shown(app.translate_points(summary_of(start), BUILT_IN))
    assert summary_of(last) == summary_of(start)
    assert "No English: The model is missing." in last.status
    assert "translating" not in last.points
    assert last.points.count("<blockquote") == 2


def test_only_models_on_offer_can_be_asked_for() -> None:
    with pytest.raises(OptionError, match="not on offer"):
        app.find_translator("someone/else")


def opened(desk: Desk, text: str = TEXT, n: int = 2, translate: bool = True) -> list[list[Any]]:
    """What the page shows as it reads a text at a desk."""
    return list(app.at_desk(app.condense_box)(desk, BUILT_IN, text, n, "lead", translate))


def changed(desk: Desk, n: int) -> list[list[Any]]:
    return list(app.change_settings(desk, BUILT_IN, n, "lead", True))


def number_of_points(desk: Desk) -> int:
    assert desk.summary
    return len(desk.summary.points)


def test_stopping_keeps_what_is_there() -> None:
    desk = Desk()
    opened(desk)
    english = app.translate_open(desk)
    next(english)
    summary = desk.summary
    _, status, _, points, *_ = app.stop(desk)
    assert said(status) == "Đã dừng · Stopped"
    assert points.count("<blockquote") == 2 and "translating" not in points
    assert list(english) == [] and desk.summary == summary
    assert said(app.stop(Desk())[1]) == "Đã dừng · Stopped"


def test_the_number_of_points_that_was_set_last_is_the_one_that_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(app, "find_translator", lambda model: fake)
    desk = Desk()
    opened(desk, n=1)
    old_english = app.translate_open(desk)
    next(old_english)
    changed(desk, 2)
    assert list(old_english) == []
    english = app.translate_open(desk)
    next(english)
    slow = app.change_settings(desk, BUILT_IN, 1, "lead", True)
    next(slow)
    assert changed(desk, 3) == []  # what is being read takes it up
    list(slow)
    assert list(english) == []
    *_, last = app.translate_open(desk)
    assert number_of_points(desk) == 3 and said(last[1]) == "Xong · Done"
    assert list(app.translate_open(desk)) == []  # nothing is translated twice


def test_a_number_set_while_a_page_is_fetched_holds_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "read_box", lambda text: Article(TEXT))
    desk = Desk()
    reading = app.at_desk(app.condense_box)(desk, BUILT_IN, "https://vtv.vn/mua", 1, "lead", False)
    next(reading)
    assert changed(desk, 3) == []
    assert list(app.translate_open(desk)) == []
    list(reading)
    assert number_of_points(desk) == 3


def test_a_new_article_takes_the_place_of_one_that_does_not_come() -> None:
    desk = Desk()
    slow = app.at_desk(app.condense_box)(desk, BUILT_IN, "http://127.0.0.1:9/", 2, "lead", True)
    next(slow)
    opened(desk)
    assert list(slow) == [] and number_of_points(desk) == 2


def test_changing_the_number_of_points_uses_the_open_article() -> None:
    start = condensed(n=1)
    again = app.condense_again(summary_of(start), 3, "lead", False)
    assert len(summary_of(again).points) == 3
    assert summary_of(again).article == summary_of(start).article


def test_every_sample_reads_with_a_label() -> None:
    assert len(app.SAMPLES) >= 6
    for index, path in enumerate(app.SAMPLES):
        summary = summary_of(condensed(app.load_sample(index), n=3))
        assert len(summary.points) == min(3, len(summary.sentences)), path
        assert 10 < len(app.sample_label(path)) <= 60


def test_a_batch_reports_every_input_and_packs_one_digest(tmp_path: Path) -> None:
    good, bad = tmp_path / "tốt.txt", tmp_path / "xấu.txt"
    good.write_text(TEXT, encoding="utf-8")
    bad.write_bytes(b"\0\1\2")
    addresses = "http://127.0.0.1:9/\n/etc/passwd\n"
    *_, (_, status, rows, downloads, stories) = digested([good, bad], addresses)
    assert "Xong: đọc được 1, lỗi 3 · Done: 1 read, 3 failed" in said(status)
    assert rows.count('class="failed"') == 3
    assert "neither an uploaded file nor a web address" in rows
    assert '<h2><span lang="vi">Hà Nội mưa lớn, nhiều tuyến phố ngập</span></h2>' in stories
    for name in ("digest.md", "digest.html", "digest.jsonl", "digest.zip"):
        assert f'download="{name}"' in downloads


@pytest.mark.usefixtures("no_model")
def test_a_batch_without_a_model_still_gives_its_digest(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    *_, last = digested([path], translate=True)
    assert "Không dịch được: The model is missing" in said(last.status)
    story = json.loads(downloaded(last, ".jsonl")[1])
    assert story["complete"] is False
    assert story["notes"] == ["The model is missing. Install it again."]


def test_tables_are_batches_row_by_row(tmp_path: Path) -> None:
    table, other = tmp_path / "tin.jsonl", tmp_path / "tin.csv"
    row = {"title": "Mưa lớn ở Hà Nội", "text": "Sáng nay Hà Nội có mưa lớn.", "url": "bài 1"}
    table.write_text(f'{json.dumps(row)}\n{{"x": 1}}\nkhông phải JSON\n', encoding="utf-8")
    other.write_text('text\n"Chiều nay, Huế có nắng."\n', encoding="utf-8")
    *_, last = digested([table, other])
    assert "Done: 2 read, 2 failed" in said(last.status)
    assert said(last.inputs.replace("</li>", "\n")).splitlines() == [
        "✓ bài 1 xong · done",
        "✗ tin.jsonl:2 tin.jsonl:2 không có văn bản: cần một cột tên text, content, body hoặc nội "
        "dung, nhưng chỉ có x. · tin.jsonl:2 has no text: it wants a column named text, content, "
        "body or nội dung and has x.",
        "✗ tin.jsonl:3 tin.jsonl:3 không phải một đối tượng JSON. · "
        "tin.jsonl:3 is not a JSON object.",
        "✓ tin.csv:1 xong · done",
    ]


def test_a_table_that_is_none_tells_so_without_the_servers_folders(tmp_path: Path) -> None:
    (tmp_path / "tin.csv").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\n")
    (tmp_path / "trống.jsonl").write_bytes(b"")
    *_, last = digested([tmp_path / name for name in ("tin.csv", "trống.jsonl")])
    assert "tin.csv is not a text: save it as UTF-8." in last.inputs
    assert "The table trống.jsonl holds no row." in last.inputs
    assert str(tmp_path) not in "".join(last[1:])


def test_of_a_table_longer_than_a_batch_the_beginning_is_taken_and_the_page_says_so(
    tmp_path: Path,
) -> None:
    table = tmp_path / "tin.csv"
    table.write_text("text\n" + "Hà Nội có mưa lớn.\n" * 51, encoding="utf-8")
    *_, last = digested([table])
    assert "Done: 50 read, 0 failed" in said(last.status)
    assert "A batch takes 50 articles at most. What comes after them was left out." in last.inputs
    assert "Một lần chạy nhận nhiều nhất 50 bài." in last.inputs


def test_a_batch_says_how_far_each_item_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "find_translator", lambda model: fake)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    steps = digested([tmp_path / name for name in ("a.txt", "b.txt")], translate=True)
    states = [re.findall(r'<li class="(\w+)"', step.inputs) for step in steps]
    assert states == [
        ["waiting", "waiting"],
        ["read", "waiting"],
        ["read", "read"],
        ["read", "read"],
        ["done", "read"],
        ["done", "done"],
    ]


def test_a_file_too_large_for_a_page_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "dài.html"
    path.write_bytes(b"<html>" + b"<div>" * 700_000)
    refused = app.condense_upload([str(path)], 0, 3, "lead", False)
    assert "dài.html has 3.5 MB; this page takes 3 at most." in refused.status


@pytest.mark.parametrize("text", ["Hà Nội có mưa lớn trong đêm qua, " * 1000, "Hà Nội mưa. " * 101])
def test_slow_rankers_take_shorter_texts_of_fewer_sentences(text: str) -> None:
    (refused,) = app.condense_box(text, 3, "sumy-lexrank", False)
    assert "sumy-lexrank takes 20,000 characters and 100 sentences at most" in refused.status
    assert "nhận nhiều nhất 20.000 ký tự và 100 câu" in refused.status
    assert summary_of(condensed(text)).points


def test_dropped_files_are_listed_where_there_are_several() -> None:
    one, two = app.list_uploads(["/x/a.txt"]), app.list_uploads(["/x/a.txt", "/x/b.html"])
    assert (one["visible"], two["visible"]) == (False, True)
    assert two["choices"] == [("a.txt", 0), ("b.html", 1)]
    assert app.list_uploads(None)["visible"] is False


def test_the_operators_own_model_comes_first_under_its_folders_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = tmp_path / "của tôi"
    shutil.copytree(BUILT_IN_MODEL, model, copy_function=os.symlink)
    (model / "README.md").unlink()
    (model / "README.md").write_text(
        "---\nmodel-index:\n- name: m\n  results:\n  - task: {type: translation}\n"
        "    dataset: {name: FLORES, type: flores}\n    metrics: [{type: bleu, value: 30.5}]\n---\n"
    )
    monkeypatch.setattr(app, "OFFERS", list_offers())
    app.find_translator.cache_clear()
    app.offer(str(model))
    assert list(app.OFFERS) == ["của tôi", BUILT_IN, OPUS]
    assert str(app.OFFERS["của tôi"].phrase) == "của tôi (BLEU 30.5, FLORES)"
    summary = summary_of(condensed(translate=True))
    *_, last = shown(app.translate_points(summary, "của tôi"))
    assert "model: của tôi (BLEU 30.5, FLORES)" in said(last.points)
    assert str(tmp_path) not in "".join(filter(lambda panel: isinstance(panel, str), last[1:]))
    app.find_translator.cache_clear()


def test_a_model_that_cannot_be_loaded_stops_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(app, "OFFERS", list_offers())
    with pytest.raises(SystemExit, match="2"):
        app.main(["--model", str(tmp_path)])
    assert "holds no source.spm" in capsys.readouterr().err


def test_a_visitor_cannot_name_a_path(opus_directory: Path) -> None:
    summary = summary_of(condensed(translate=True))
    *_, last = shown(app.translate_points(summary, str(opus_directory)))
    assert "is not on offer here." in last.status


def test_scores_are_the_cards(tmp_path: Path) -> None:
    score = read_score(BUILT_IN_MODEL)
    assert score and re.fullmatch(r"chrF \d+\.\d, BLEU \d+\.\d, .+", score)
    assert read_score(tmp_path) is None
    (tmp_path / "README.md").write_text("# A model\n", encoding="utf-8")
    assert read_score(tmp_path) is None
    (tmp_path / "README.md").write_text("---\n[: \n---\n", encoding="utf-8")
    with pytest.raises(TranslationError, match="is no model card"):
        read_score(tmp_path)


def test_a_program_s_digest_has_the_newest_first_and_undated_ones_last() -> None:
    undated = TEXT.replace("Ngày 10/01/2019 08:30\n\n", "")
    newer = TEXT.replace("2019", "2025")
    days = re.findall(r"^\*\*(.+)\*\*$", app.digest([undated, TEXT, newer], n=1), re.MULTILINE)
    assert days == ["2025-01-10", "2019-01-10", "Undated"]


def test_a_digest_for_programs_tells_what_it_could_not_read() -> None:
    digest = app.digest([TEXT, "", "http://127.0.0.1:9/"], n=1)
    assert digest.startswith("# Digest\n\n1 article.")
    assert "## Not read\n\n- Text 2: The box is empty." in digest
    assert "\n- Text 3: http://127.0.0.1:9/" in digest


def test_a_batch_of_nothing_is_not_begun() -> None:
    (only,) = digested()
    assert said(only.status) == (
        "Chưa chạy: Chưa có gì để đọc. Hãy chọn tệp hoặc nhập địa chỉ, mỗi dòng một địa chỉ. · "
        "Not started: Nothing was given. Choose files, or type addresses, one a line."
    )
    assert only.batch is None and only[2:] == ("", "", "")


def test_hostile_text_stays_text_in_every_panel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "find_translator", lambda model: fake)
    path = tmp_path / f"{HOSTILE.replace('/', '')}.txt"
    path.write_text(f"{HOSTILE} tin mới hôm nay ở Hà Nội\n\n10/01/2019\n\n{TEXT} {HOSTILE}.")
    panels = app.condense_upload([str(path)], 0, 10, "hybrid", True)
    *_, last = shown(app.translate_points(summary_of(panels), BUILT_IN))
    *_, batch = digested([path], f"{HOSTILE}\nhttp://{HOSTILE}", n=3, translate=True)
    assert "&lt;img" in last.heading + last.points
    for html in (*panels[1:], *last[1:], *batch, condensed(f"http://[{HOSTILE}").status):
        if isinstance(html, str):
            assert "<img" not in html
            assert "<script" not in html


@pytest.fixture(scope="module")
def events() -> dict[str, BlockFunction]:
    """The page's callbacks by name."""

    async def build() -> gr.Blocks:  # Gradio wants a loop, and would leave its own open
        return app.build_demo()

    return {event.name: event for event in asyncio.run(build()).fns.values() if event.fn}


@pytest.fixture(scope="module")
def queues(events: dict[str, BlockFunction]) -> dict[str, tuple[str, int | None]]:
    """Where each of the page's callbacks waits, and how many of that queue run at once."""
    return {name: (event.concurrency_id, event.concurrency_limit) for name, event in events.items()}


def test_what_translates_takes_turns(queues: dict[str, tuple[str, int | None]]) -> None:
    assert queues["translate_open"] == queues["translate_many"] == ("model", 1)


@pytest.mark.parametrize(
    "reading", ["condense_box", "condense_upload", "change_settings", "read_many"]
)
def test_no_vietnamese_answer_waits_behind_a_translation(
    queues: dict[str, tuple[str, int | None]], reading: str
) -> None:
    queue, limit = queues[reading]
    assert limit is not None and limit > 1
    assert [name for name, (other, _) in queues.items() if other == queue] in (
        ["condense_box", "condense_upload", "change_settings"],
        ["read_many"],
    )


def test_programs_wait_for_each_other_only(queues: dict[str, tuple[str, int | None]]) -> None:
    queue, limit = queues["summarize"]
    assert limit is not None and limit > 1
    assert [name for name, (other, _) in queues.items() if other == queue] == [
        "summarize",
        "digest",
    ]


@pytest.mark.parametrize("callback", ["load_sample", "list_uploads"])
def test_what_costs_next_to_nothing_waits_for_nobody(
    queues: dict[str, tuple[str, int | None]], callback: str
) -> None:
    queue, limit = queues[callback]
    assert limit is None
    assert [name for name, (other, _) in queues.items() if other == queue] == [callback]


def test_only_stop_is_answered_beside_the_queues(events: dict[str, BlockFunction]) -> None:
    assert [name for name, event in events.items() if not event.queue] == ["stop", "stop_batch"]


def test_the_articles_json_is_what_the_function_gives() -> None:
    panels = condensed()
    name, content = downloaded(panels, ".json")
    assert name == "summary.json"
    assert json.loads(content) == summary_of(panels).to_dict()


def test_reading_an_empty_box_is_an_input_error() -> None:
    with pytest.raises(InputError):
        read_box(" \n ")
