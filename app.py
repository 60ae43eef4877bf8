"""The web demo: widgets and short callbacks around the library. Run: ``python app.py``."""

import argparse
import json
import os
import textwrap
import unicodedata
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from functools import cache, wraps
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read on import: the page calls nobody

import gradio as gr
from anyio import to_thread

from summarize import RANKERS, Article, SummarizeError, Summary, Translator, load_translator
from summarize.pipeline import (
    NOT_VIETNAMESE,
    condense,
    translate_stepwise,
    translate_summaries,
)
from summarize.rendering import (
    Digest,
    by_day,
    escape_markdown,
    stream_digest_markdown,
    to_html,
    to_json,
    to_markdown,
    to_stories_html,
    to_terminal,
)
from summarize.sources import LISTING_SUFFIXES, PAGE_SUFFIXES, is_url, read_article
from summarize.types import DEFAULT_RANKER, InputError, OptionError
from summarize.web.batch import Batch, Item, pack, to_digest_files
from summarize.web.desk import Desk, Settings
from summarize.web.inputs import (
    MAX_BATCH,
    MAX_POINTS,
    TABLE_TYPES,
    Listed,
    check_request,
    check_texts,
    list_inputs,
    make_finder,
    read_box,
    read_upload,
)
from summarize.web.models import list_offers
from summarize.web.panels import (
    to_batch_html,
    to_code_html,
    to_downloads_html,
    to_heading_html,
    to_points_html,
    to_source_html,
    to_status_html,
)
from summarize.web.snippets import SNIPPETS
from summarize.web.wording import Phrase, add_cause

HERE = Path(__file__).parent
PAGE = HERE / "summarize" / "web"
SAMPLES = sorted(path for path in (HERE / "samples").iterdir() if path.suffix in (".txt", ".html"))
BATCH_TYPES = [*PAGE_SUFFIXES, *TABLE_TYPES, *LISTING_SUFFIXES]
OFFERS = list_offers()
"""The models that visitors may choose from; ``--model`` puts one more in front."""

# Reading has queues of its own: no Vietnamese answer waits behind somebody's translation, nor any
# article behind the slow addresses of somebody's batch.
READ_QUEUE = {"concurrency_limit": 4, "concurrency_id": "read"}
BATCH_QUEUE = {"concurrency_limit": 4, "concurrency_id": "batch"}
MODEL_QUEUE = {"concurrency_limit": 1, "concurrency_id": "model"}  # one translation at a time
PROGRAM_QUEUE = {"concurrency_limit": 4, "concurrency_id": "program"}
MAX_WAITING = 64  # requests; who comes after them is told that the page is busy
AT_ONCE = {"concurrency_limit": None}  # what costs next to nothing waits for nobody
# Gradio closes the stream of the queues' answers when the last event is cancelled, and what
# cancelled it must not be answered there.
BESIDE_QUEUES = {"queue": False}
PRIVATE = {"api_visibility": "private", "show_progress": "hidden"}
SCROLL = "() => document.getElementById('status').scrollIntoView({behavior: 'instant'})"
# What is typed beside a slider may lie beyond its ends, which Gradio refuses before any callback:
# the nearest end is taken, as the box shows in the end. It is the last input but two.
BOUND_POINTS = f"(...given) => given.with(-3, Math.max(1, Math.min(given.at(-3), {MAX_POINTS})))"

FETCHING = Phrase("Đang tải trang …", "Fetching the page …")
LOADING = Phrase("Đang nạp mô hình dịch …", "Loading the translation model …")
STOPPED = Phrase("Đã dừng", "Stopped")
DONE = Phrase("Xong", "Done")
UNREADABLE = Phrase("Không đọc được", "Could not read it")
NO_ENGLISH = Phrase("Không dịch được", "No English")
NOT_STARTED = Phrase("Chưa chạy", "Not started")
BUSY = Phrase(
    "Máy đang bận hoặc gặp lỗi. Xin thử lại sau ít giây.",
    "The server is busy or met with an error. Please try again in a few seconds.",
)


class Panels(NamedTuple):
    """What the article tab shows; the first value stays on the desk for what follows."""

    summary: Summary | None
    status: str
    heading: str = ""
    points: str = ""
    source: Any = ""
    downloads: Any = ""


def condense_box(text: str, n: int, ranker: str, translate: bool) -> Iterator[Panels]:
    kind = Phrase("văn bản", "the text")
    if is_url(text.strip()):
        kind = Phrase("trang web", "the web page")
        yield Panels(None, to_status_html(FETCHING, "busy"))
    yield _condense(lambda: read_box(text), n, ranker, translate, kind)


def list_uploads(paths: list[str] | None) -> Any:
    """The choice among the uploaded files, where there is one, on the first of them."""
    choices = [(Path(path).name, number) for number, path in enumerate(paths or [])]
    return gr.update(choices=choices, value=0 if choices else None, visible=len(choices) > 1)


def condense_upload(
    paths: list[str] | None, number: int | None, n: int, ranker: str, translate: bool
) -> Any:
    if not paths:
        return ()
    path = paths[number or 0]
    return _condense(lambda: read_upload(path), n, ranker, translate, Phrase("tệp", "the file"))


def condense_again(summary: Summary, n: int, ranker: str, translate: bool) -> Panels:
    article = summary.article
    kind = Phrase("bài đang mở", "the open article")
    return _condense(lambda: article, n, ranker, translate, kind)


def _condense(
    read: Callable[[], Article], n: int, ranker: str, translate: bool, kind: Phrase
) -> Panels:
    try:
        summary = _summarize(read(), n, ranker)
    except SummarizeError as error:
        return Panels(None, to_status_html(add_cause(UNREADABLE, str(error)), "trouble"))
    vietnamese, english = f"đã đọc {kind.vietnamese}", f"{kind.english} was read"
    message, state = Phrase(f"Xong: {vietnamese}", f"Done: {english}"), "done"
    if translate:
        message = Phrase(
            f"{vietnamese.capitalize()}, chờ dịch", f"{english.capitalize()}; English is next"
        )
        state = "busy"
    return _show(summary, message, state, pending=translate, source=to_source_html(summary))


def _summarize(article: Article, n: int, ranker: str) -> Summary:
    return condense(article, n=check_request(n, ranker, article.text), ranker=ranker)


def _show(
    summary: Summary,
    message: Phrase,
    kind: str = "done",
    *,
    pending: bool = False,
    origin: Phrase | None = None,
    source: Any = None,
) -> Panels:
    """The panels of a summary; the source is left as it stands unless a new one is given."""
    return Panels(
        summary,
        to_status_html(message, kind),
        to_heading_html(summary),
        to_points_html(summary, pending=pending, origin=origin),
        gr.skip() if source is None else source,
        to_downloads_html(
            {
                "Markdown": ("summary.md", to_markdown(summary).encode()),
                "JSON": ("summary.json", to_json(summary).encode()),
                "HTML": ("summary.html", to_html(summary).encode()),
            },
            copy=to_terminal(summary),
        ),
    )


def translate_points(summary: Summary, model: str) -> Iterator[Panels]:
    """The panels again and again as headline and points get their English."""
    if NOT_VIETNAMESE in summary.notes:
        yield _show(summary, add_cause(NO_ENGLISH, NOT_VIETNAMESE))
        return
    try:
        yield _show_pending(summary, LOADING)
        translator = find_translator(model)
        total = len(summary.points)
        for step in translate_stepwise(summary, translator):
            summary = step
            done = sum(point.english is not None for point in summary.points)
            message = Phrase(f"Đang dịch: {done}/{total}", f"Translating: {done}/{total}")
            yield _show_pending(summary, message)
    except SummarizeError as error:
        yield _show(summary, add_cause(NO_ENGLISH, str(error)), "trouble")
        return
    yield _show(summary, DONE, origin=_origin(model))


def _show_pending(summary: Summary, message: Phrase) -> Panels:
    """The panels while the English is coming: what is offered for download stays as it is."""
    return _show(summary, message, "busy", pending=True)._replace(downloads=gr.skip())


def _origin(model: str) -> Phrase:
    offer = OFFERS[model].phrase
    return Phrase(
        "Các ý là câu nguyên văn của bài. Tiếng Anh do máy dịch, nên đối chiếu; mô hình: "
        f"{offer.vietnamese or offer.english}.",
        "Points are verbatim quotations. The English is machine translation, to be checked against "
        f"them; model: {offer.english}.",
    )


@cache
def find_translator(name: str) -> Translator:
    """The translator of one of the models on offer, loaded once.

    Raises OptionError for another name, and TranslationError.
    """
    if name not in OFFERS:
        raise OptionError(f"The model {name} is not on offer here.")
    return load_translator(OFFERS[name].model)


def abandonable(steps: Callable[..., Iterator[Any]]) -> Callable[..., AsyncIterator[Any]]:
    """``steps`` as an event that ends at once when it is stopped; the step that it is at goes on
    by itself, and nobody sees what comes of it.

    Gradio waits for that step otherwise, and its client then closes the stream of whatever was
    started in the meantime.
    """

    @wraps(steps)
    async def run(*inputs: Any) -> AsyncIterator[Any]:
        remaining, end = steps(*inputs), object()
        step: Any = gr.skip()  # without any step Gradio would clear what is shown
        while step is not end:
            yield step
            step = await to_thread.run_sync(next, remaining, end, abandon_on_cancel=True)

    return run


def at_desk(read: Callable[..., Any]) -> Callable[..., Iterator[Any]]:
    """``read``, which gives an article's panels or goes through them, as an event of its tab."""

    def run(desk: Desk, model: str, *inputs: Any) -> Iterator[Any]:
        *given, n, ranker, translate = inputs

        def read_given(settings: Settings) -> Iterable[Panels]:
            panels = read(*given, *settings[:3])
            return [panels] if isinstance(panels, Panels) else panels

        settings = Settings(n, ranker, translate, model)
        for panels in desk.open(read_given, _read_again, settings):
            yield _put_down(desk, panels)

    run.__name__ = read.__name__
    return run


def change_settings(desk: Desk, model: str, n: int, ranker: str, translate: bool) -> Iterator[Any]:
    """The open article's panels by other settings, if one is open."""
    for panels in desk.change(_read_again, Settings(n, ranker, translate, model)):
        yield _put_down(desk, panels)


def translate_open(desk: Desk) -> Iterator[Any]:
    """The open article's panels again and again as it gets its English, if that is wanted."""
    for panels in desk.translate(
        lambda summary, settings: translate_points(summary, settings.model)
    ):
        yield _put_down(desk, panels)


def _read_again(summary: Summary, settings: Settings) -> list[Panels]:
    return [condense_again(summary, *settings[:3])]


def stop(desk: Desk) -> Any:
    desk.stop()
    summary = desk.summary
    panels = _show(summary, STOPPED) if summary else Panels(None, to_status_html(STOPPED))
    return _put_down(desk, panels)


def _put_down(desk: Desk, panels: Panels) -> list[Any]:
    """The panels as an event gives them, whose summary lies on the desk."""
    return [desk, *panels[1:]]


class BatchPanels(NamedTuple):
    """What the batch tab shows; the first value is kept for the events that follow."""

    batch: Batch | None
    status: str
    inputs: str = ""
    downloads: Any = ""
    stories: str = ""


def read_many(
    paths: list[str] | None, addresses: str, n: int, ranker: str, translate: bool
) -> Iterator[BatchPanels]:
    """The panels of a batch, and its Vietnamese points in the end, after each input."""
    try:
        batch = Batch.of(list_inputs(paths or [], addresses))
    except SummarizeError as error:
        yield BatchPanels(None, to_status_html(add_cause(NOT_STARTED, str(error)), "trouble"))
        return
    place = 0
    while place < len(batch.items):
        count = f"{place + 1}/{len(batch.items)}"
        yield _show_batch(batch, Phrase(f"Đang đọc: {count}", f"Reading: {count}"))
        item = batch.items[place]
        try:
            found = item.input.read()
            if isinstance(found, Listed):
                batch = batch.expand(place, found)
                continue
            summary = _summarize(found, n, ranker)
            item = Item(item.input, "read" if translate else "done", summary)
        except SummarizeError as error:
            item = Item(item.input, "failed", error=str(error))
        batch = batch.settle(place, item)
        place += 1
    if batch.count("read"):
        message = Phrase("Đã đọc, chờ dịch", "Read; English is next")
        yield _show_batch(batch, message, downloads=_digest_downloads(batch))
    else:
        yield _end_batch(batch)


def translate_many(batch: Batch | None, model: str) -> Iterator[Any]:
    """The panels again and again as the articles get their English."""
    if batch is None or batch.is_stopped or not batch.count("read"):
        yield gr.skip()
        return
    total, trouble = len(batch.summaries), ""
    for place, item in enumerate(batch.items):
        if item.state != "read" or item.summary is None:
            continue
        count = f"{batch.count('done') + 1}/{total}"
        message = Phrase(f"Đang dịch: {count}", f"Translating: {count}")
        yield _show_batch(batch, message, downloads=gr.skip())
        try:
            (summary,) = translate_summaries([item.summary], find_translator(model))
        except SummarizeError as error:
            trouble = str(error)
            break
        batch = batch.settle(place, Item(item.input, "done", summary))
    yield _end_batch(batch, trouble)


def stop_batch(batch: Batch | None) -> BatchPanels:
    """The digest of what there is, where the batch was not at its end."""
    if batch is None:
        return BatchPanels(None, to_status_html(STOPPED))
    is_over = not batch.count("waiting") and not batch.count("read")
    if is_over:
        return _end_batch(batch)
    return _end_batch(batch._replace(is_stopped=True), "The batch was stopped before its English.")


def _show_batch(
    batch: Batch, message: Phrase, kind: str = "busy", downloads: Any = ""
) -> BatchPanels:
    status, stories = to_status_html(message, kind), to_stories_html(batch.summaries)
    return BatchPanels(batch, status, to_batch_html(batch), downloads, stories)


def _end_batch(batch: Batch, trouble: str = "") -> BatchPanels:
    message, kind = batch.outcome, "trouble" if batch.count("failed") else "done"
    if trouble and not batch.is_stopped:
        message, kind = add_cause(NO_ENGLISH, trouble), "trouble"
    return _show_batch(batch, message, kind, downloads=_digest_downloads(batch, trouble))


def _digest_downloads(batch: Batch, trouble: str = "") -> str:
    if not batch.summaries:
        return ""
    files = to_digest_files(batch, trouble)
    labels = ("Markdown", "HTML", "JSONL")
    links = {
        label: (name, content.encode())
        for label, (name, content) in zip(labels, files.items(), strict=False)
    }
    markdown = next(iter(files))
    links["Tất cả · Everything (.zip)"] = (markdown.replace(".md", ".zip"), pack(files))
    return to_downloads_html(links, copy=files[markdown])


def summarize(
    text: str, n: int = 3, translate: bool = False, ranker: str = DEFAULT_RANKER
) -> dict[str, Any]:
    """Key points of a Vietnamese news article: its own sentences, verbatim, with offsets.

    Args:
        text: The article as copied off its page, or its web address.
        n: How many points, 1 to 10.
        translate: Whether to translate headline and points to English.
        ranker: How sentences are chosen; "coverage" is best.
    """
    try:
        summary = _summarize(read_box(text), n, ranker)
        if translate:
            (summary,) = translate_summaries([summary], find_translator(next(iter(OFFERS))))
    except SummarizeError as error:
        raise gr.Error(str(error), print_exception=False) from error
    return summary.to_dict()


def digest(texts: list[str], n: int = 3, translate: bool = False) -> str:
    """One Markdown digest of several Vietnamese news articles.

    Args:
        texts: The articles as copied off their pages, or their web addresses; 50 at most.
        n: How many points of each, 1 to 10.
        translate: Whether to translate headlines and points to English.
    """
    summaries, failures = [], []
    try:
        check_texts(texts)
        finder = make_finder()
        for number, text in enumerate(texts, 1):
            try:
                summaries.append(_summarize(read_box(text, finder), n, DEFAULT_RANKER))
            except InputError as error:
                failures.append(f"- Text {number}: {escape_markdown(str(error))}\n")
        if translate:
            translator = find_translator(next(iter(OFFERS)))
            summaries = list(translate_summaries(summaries, translator))
    except SummarizeError as error:
        raise gr.Error(str(error), print_exception=False) from error
    unread = f"\n## Not read\n\n{''.join(failures)}" if failures else ""
    return "".join(stream_digest_markdown(Digest.of(sorted(summaries, key=by_day)))) + unread


def sample_label(path: Path) -> str:
    article = read_article(str(path))
    text = article.title or article.text
    plain = "".join(letter for letter in text if unicodedata.category(letter) != "So")
    return textwrap.shorten(plain, 60, placeholder=" …")


def load_sample(index: int) -> str:
    return SAMPLES[index].read_text(encoding="utf-8")


def build_demo(*, mcp: bool = False) -> gr.Blocks:
    """The page, not yet launched; ``mcp`` if it is to be launched for assistants too."""
    with gr.Blocks(
        title="Điểm tin · Key points of Vietnamese news",
        analytics_enabled=False,
        delete_cache=(600, 3600),
    ) as demo:
        gr.HTML(
            '<h1 lang="vi">Điểm tin</h1><p class="tagline">'
            '<span lang="vi">Những câu chính của bài báo tiếng Việt, trích nguyên văn.</span> '
            '<span lang="en">The key points of Vietnamese news: its own sentences, '
            "verbatim, with English beside them.</span></p>",
            elem_id="intro",
        )
        with gr.Tab("Một bài · Article"):
            _build_article_tab()
        with gr.Tab("Nhiều bài · Batch"):
            _build_batch_tab()
        with gr.Tab("API"):
            _build_snippets(demo, ["Python", "curl", "MCP"] if mcp else ["Python", "curl"])
        gr.api(summarize, api_name="summarize", **PROGRAM_QUEUE)
        gr.api(digest, api_name="digest", **PROGRAM_QUEUE)
    return demo.queue(max_size=MAX_WAITING)


def _build_snippets(demo: gr.Blocks, names: Sequence[str]) -> None:
    panels = []
    for name in names:
        gr.HTML(f"<h2>{name}</h2>")
        panels.append(_panel(name.lower()))

    def show(request: gr.Request) -> list[str]:
        # The address is the one at which this visitor sees the page.
        url = str(request.request.base_url)
        return [to_code_html(SNIPPETS[name](url)) for name in names]

    demo.load(show, None, panels, **AT_ONCE, **PRIVATE)


def _build_article_tab() -> None:
    desk = gr.State(Desk(), time_to_live=3600)
    text, upload = _build_article_box()
    n, translate, go, halt = _build_controls("Số ý · Points", "Tóm tắt · Summarize", "go")
    samples = gr.Dataset(
        label="Bài mẫu, bấm là chạy · Samples, one click runs them",
        components=["textbox"],
        samples=[[path.name] for path in SAMPLES],
        sample_labels=[sample_label(path) for path in SAMPLES],
        samples_per_page=20,
        type="index",
        elem_id="samples",
    )
    ranker, model = _build_options()
    number = gr.Radio(
        label="Bài đang mở · Open article", type="value", visible=False, elem_id="number"
    )
    panels = _build_panels(desk)

    picked = samples.click(load_sample, samples, text, **AT_ONCE, **PRIVATE)
    listed = upload.upload(list_uploads, upload, number, **AT_ONCE, **PRIVATE)
    read_text, read_file = (abandonable(at_desk(read)) for read in (condense_box, condense_upload))
    change, english = abandonable(change_settings), abandonable(translate_open)
    running = []
    for start, read, given in (
        (go.click, read_text, [text]),
        (text.submit, read_text, [text]),
        (picked.then, read_text, [text]),
        (listed.then, read_file, [upload, number]),
        (number.input, read_file, [upload, number]),
        (n.change, change, []),
        (ranker.change, change, []),
        (translate.change, change, []),
        (model.change, change, []),
    ):
        reading = start(
            read,
            [desk, model, *given, n, ranker, translate],
            panels,
            js=BOUND_POINTS,
            trigger_mode="always_last",
            **READ_QUEUE,
            **PRIVATE,
        )
        if read is not change:
            reading.then(None, js=SCROLL, **PRIVATE)
        translating = reading.success(
            english, desk, panels, trigger_mode="always_last", **MODEL_QUEUE, **PRIVATE
        )
        running += [reading, translating]
    halted = halt.click(stop, desk, panels, cancels=running, **BESIDE_QUEUES, **PRIVATE)
    for event in (*running, picked, listed, halted):
        _report_failure(event, panels[1])


def _build_article_box() -> tuple[gr.Textbox, gr.File]:
    with gr.Row():
        text = gr.Textbox(
            label="Bài báo hoặc địa chỉ web · Article or its web address",
            placeholder="Dán cả trang hoặc https://… · Paste a page or https://… (Shift+Enter)",
            lines=7,
            max_lines=7,
            autoscroll=False,
            scale=3,
            elem_id="text",
            html_attributes=gr.InputHTMLAttributes(lang="vi", spellcheck=False),
        )
        upload = gr.File(
            label="Hoặc tệp · Or files (.txt .md .html)",
            file_count="multiple",
            file_types=list(PAGE_SUFFIXES),
            height=170,
            scale=1,
            min_width=240,
            elem_id="upload",
        )
    return text, upload


def _build_panels(desk: gr.State) -> list[Any]:
    """What ``Panels`` fill."""
    status, heading, points, downloads = map(_panel, ("status", "heading", "points", "downloads"))
    gr.Checkbox(
        label="Tô theo điểm của mọi câu · Shade every sentence by its score",
        elem_id="heat",
        container=False,
    )
    return list(Panels(desk, status, heading, points, _panel("source"), downloads))


def _panel(name: str) -> gr.HTML:
    return gr.HTML(elem_id=name, apply_default_css=False)


def _build_controls(
    points: str, run: str, name: str, prefix: str = ""
) -> tuple[gr.Slider, gr.Checkbox, gr.Button, gr.Button]:
    """How many points, whether in English too, and what starts and stops.

    ``points`` and ``run`` are labels, ``name`` is the id of what starts.
    """
    with gr.Row(equal_height=True):
        n = gr.Slider(
            1, MAX_POINTS, 3, step=1, label=points, elem_id=f"{prefix}n", scale=2, min_width=220
        )
        translate = gr.Checkbox(
            True,
            label="Kèm tiếng Anh · English",
            elem_id=f"{prefix}translate",
            scale=2,
            min_width=220,
        )
        go = gr.Button(run, variant="primary", elem_id=name, scale=2, min_width=200)
        halt = gr.Button("Dừng · Stop", elem_id=f"{prefix}stop", min_width=120)
    return n, translate, go, halt


def _build_options(prefix: str = "") -> tuple[gr.Dropdown, gr.Dropdown]:
    with gr.Accordion("Tùy chọn · Options", open=False), gr.Row():
        ranker = gr.Dropdown(
            list(RANKERS),
            value=DEFAULT_RANKER,
            label="Cách chọn câu · Ranker",
            elem_id=f"{prefix}ranker",
        )
        model = gr.Dropdown(
            [(str(offer.phrase), name) for name, offer in OFFERS.items()],
            value=next(iter(OFFERS)),
            label="Mô hình dịch · Translation model",
            elem_id=f"{prefix}model",
        )
    return ranker, model


def _report_failure(event: Any, status: gr.HTML) -> None:
    """Say in the status line, without asking the server, that it was too busy or broke."""
    line = json.dumps(to_status_html(BUSY, "trouble"))
    # What was stopped just now may end as a failure; page.js notes when that was.
    choice = f"now => performance.now() - window.stoppedAt < 2000 ? now : {line}"
    event.failure(None, status, status, js=choice, **PRIVATE)


def _build_batch_tab() -> None:
    batch = gr.State(None, time_to_live=3600)
    with gr.Row():
        paths = gr.File(
            label=f"Tệp · Files ({' '.join(BATCH_TYPES)}, ≤ {MAX_BATCH} bài)",
            file_count="multiple",
            file_types=BATCH_TYPES,
            elem_id="files",
        )
        addresses = gr.Textbox(
            label="Địa chỉ bài, RSS, sitemap, mỗi dòng một · Addresses of pages, feeds, sitemaps",
            lines=7,
            max_lines=7,
            elem_id="addresses",
        )
    n, translate, go, halt = _build_controls(
        "Số ý mỗi bài · Points of each", "Điểm tin · Make the digest", "digest", "batch-"
    )
    ranker, model = _build_options("batch-")
    outputs = list(
        BatchPanels(
            batch,
            _panel("batch-status"),
            _panel("batch"),
            _panel("batch-downloads"),
            _panel("stories"),
        )
    )
    vietnamese = go.click(
        abandonable(read_many),
        [paths, addresses, n, ranker, translate],
        outputs,
        js=BOUND_POINTS,
        **BATCH_QUEUE,
        **PRIVATE,
    )
    english = vietnamese.success(
        abandonable(translate_many), [batch, model], outputs, **MODEL_QUEUE, **PRIVATE
    )
    running = [vietnamese, english]
    halted = halt.click(stop_batch, batch, outputs, cancels=running, **BESIDE_QUEUES, **PRIVATE)
    for event in (*running, halted):
        _report_failure(event, outputs[1])


def make_theme() -> gr.themes.Base:
    """Gradio's own look with letters that Vietnamese has and contrast that everyone can read."""
    return gr.themes.Default(
        primary_hue="emerald",
        # The bundled semi-bold lacks Vietnamese letters: only these two weights are loaded.
        font=(
            gr.themes.LocalFont("Source Sans Pro", weights=(400, 700)),
            "system-ui",
            "sans-serif",
        ),
    ).set(
        button_primary_background_fill="*primary_700",
        button_primary_background_fill_hover="*primary_800",
        button_primary_background_fill_dark="*primary_700",
        button_primary_background_fill_hover_dark="*primary_800",
        color_accent="*primary_700",
        color_accent_soft_dark="*primary_300",
        body_text_color_subdued="*neutral_600",
        body_text_color_subdued_dark="*neutral_300",
        block_label_text_color="*neutral_700",
        block_title_text_color="*neutral_700",
        input_placeholder_color="*neutral_500",
    )


def launch(demo: gr.Blocks, **options: Any) -> str:
    """Serve the page with its look and its limits; the address it is at."""
    _, url, _ = demo.launch(
        theme=make_theme(),
        css_paths=PAGE / "page.css",
        js=(PAGE / "page.js").read_text(encoding="utf-8"),
        footer_links=[],
        run_history=False,
        max_file_size="10mb",
        state_session_capacity=256,
        ssr_mode=False,
        **options,
    )
    return str(url)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="The web demo of summarize-vietnamese.")
    parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 lets other machines in")
    parser.add_argument("--port", type=int, default=7860)
    parser.add_argument(
        "--model",
        metavar="DIR_OR_ID",
        help="a MarianMT directory or hub id to offer first, beside the built-in model",
    )
    parser.add_argument(
        "--mcp",
        action="store_true",
        help="let assistants call it (pip install 'summarize-vietnamese[mcp]')",
    )
    options = parser.parse_args(arguments)
    if options.mcp and find_spec("mcp") is None:
        parser.error("--mcp needs a package more: pip install 'summarize-vietnamese[mcp]'")
    if options.model is not None:
        try:
            offer(options.model)
        except SummarizeError as error:
            parser.error(str(error))
    launch(
        build_demo(mcp=options.mcp),
        server_name=options.host,
        server_port=options.port,
        mcp_server=options.mcp,
    )


def offer(model: str) -> None:
    """Offer visitors one model more, in front of the others. Raises TranslationError."""
    offers = list_offers(model)
    OFFERS.clear()
    OFFERS.update(offers)
    find_translator(next(iter(OFFERS)))


if __name__ == "__main__":
    main()
