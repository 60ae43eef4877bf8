"""The web demo: widgets and short callbacks around the library. Run: ``python app.py``."""

import argparse
import io
import os
import textwrap
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read on import: the page calls nobody

import gradio as gr

from summarize import RANKERS, Article, SummarizeError, Summary, Translator, load_translator
from summarize.pipeline import condense, find_ranker, translate_stepwise, translate_summaries
from summarize.rendering import (
    to_batch_html,
    to_code_html,
    to_digest_html,
    to_digest_markdown,
    to_downloads_html,
    to_heading_html,
    to_html,
    to_json,
    to_json_line,
    to_markdown,
    to_points_html,
    to_scored_source_html,
    to_status_html,
    to_stories_html,
    to_terminal,
)
from summarize.sources import is_url, parse_article, read_article
from summarize.types import DEFAULT_RANKER, InputError, OptionError

HERE = Path(__file__).parent
PAGE = HERE / "summarize"
SAMPLES = sorted(path for path in (HERE / "samples").iterdir() if path.suffix in (".txt", ".html"))
FILE_TYPES = [".txt", ".md", ".html", ".htm"]
MAX_CHARACTERS = 500_000
MAX_POINTS = 10
MAX_BATCH = 50
BUILT_IN = "built-in"
MODELS = [
    ("Có sẵn, chạy ngoại tuyến · Built in, offline", BUILT_IN),
    ("Helsinki-NLP/opus-mt-vi-en (tải về lần đầu · fetched once)", "Helsinki-NLP/opus-mt-vi-en"),
]
MODEL_QUEUE = {"concurrency_limit": 1, "concurrency_id": "model"}  # one translation at a time
PRIVATE = {"api_visibility": "private", "show_progress": "hidden"}
SCROLL = "() => document.getElementById('status').scrollIntoView({behavior: 'instant'})"


class Panels(NamedTuple):
    """What the article tab shows; the first value is kept for the events that follow."""

    summary: Summary | None
    status: str
    heading: str = ""
    points: str = ""
    source: Any = ""
    downloads: str = ""


def read_box(text: str) -> Article:
    """The article in what was typed or pasted: a page's text, its HTML or its address."""
    text = text.strip()
    if not text:
        raise InputError("The box is empty. Paste an article or its web address, or pick a sample.")
    if len(text) > MAX_CHARACTERS:
        raise InputError(
            f"The text has {len(text):,} characters; this page takes {MAX_CHARACTERS:,} at most."
        )
    if is_url(text):
        return _within_limit(read_article(text))
    return parse_article(text.encode("utf-8", "replace"), "pasted text")


def read_upload(path: str) -> Article:
    """The article in an uploaded file, which goes by its own name."""
    return _within_limit(parse_article(Path(path).read_bytes(), Path(path).name))


def _within_limit(article: Article) -> Article:
    if len(article.text) > MAX_CHARACTERS:
        raise InputError(f"The article is longer than {MAX_CHARACTERS:,} characters.")
    return article


def condense_box(text: str, n: int, ranker: str, translate: bool) -> Iterator[Panels]:
    kind = "văn bản · text"
    if is_url(text.strip()):
        kind = "địa chỉ web · a web address"
        yield Panels(None, to_status_html("Đang tải trang · Fetching the page …", "busy"))
    yield _condense(lambda: read_box(text), n, ranker, translate, kind)


def condense_upload(path: str, n: int, ranker: str, translate: bool) -> Panels:
    return _condense(lambda: read_upload(path), n, ranker, translate, "tệp · a file")


def condense_again(summary: Summary | None, n: int, ranker: str, translate: bool) -> Any:
    if summary is None:
        return gr.skip()
    article = summary.article
    return _condense(lambda: article, n, ranker, translate, "bài đang mở · the open article")


def _condense(
    read: Callable[[], Article], n: int, ranker: str, translate: bool, kind: str
) -> Panels:
    try:
        summary = condense(read(), n=int(n), ranker=ranker)
    except SummarizeError as error:
        return Panels(
            None, to_status_html(f"Không đọc được · Could not read it: {error}", "trouble")
        )
    scores = find_ranker(ranker)(summary.article, summary.sentences)
    message = f"Đã đọc {kind.replace(' · ', ' · Read ')}."
    return _show(summary, message, pending=translate, source=to_scored_source_html(summary, scores))


def _show(
    summary: Summary,
    message: str,
    kind: str = "done",
    *,
    pending: bool = False,
    source: Any = None,
) -> Panels:
    """The panels of a summary; the source is left as it stands unless a new one is given."""
    return Panels(
        summary,
        to_status_html(message, kind),
        to_heading_html(summary),
        to_points_html(summary, pending=pending),
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


def translate_points(summary: Summary | None, translate: bool, model: str) -> Iterator[Any]:
    """The panels again and again as headline and points get their English."""
    if summary is None or not translate:
        yield gr.skip()
        return
    try:
        yield _show(
            summary, "Đang nạp mô hình dịch · Loading the translation model …", "busy", pending=True
        )
        translator = find_translator(model)
        total = len(summary.points)
        for step in translate_stepwise(summary, translator):
            summary = step
            done = sum(point.english is not None for point in step.points)
            yield _show(step, f"Đang dịch · Translating: {done}/{total}", "busy", pending=True)
    except SummarizeError as error:
        yield _show(summary, f"Chưa dịch được · No English: {error}", "trouble")
        return
    yield _show(
        summary,
        "Xong · Done. Trái: nguyên văn; phải: máy dịch · Left: verbatim quotations; right: machine "
        f"translation ({model} model), to be checked against them.",
    )


@lru_cache(maxsize=2)
def find_translator(model: str) -> Translator:
    """The translator of one of the models on offer, loaded once. Raises TranslationError."""
    if model not in {name for _, name in MODELS}:
        raise OptionError(f"The model {model} is not on offer here.")
    return load_translator(None if model == BUILT_IN else model)


def stop(summary: Summary | None) -> Any:
    message = "Đã dừng · Stopped."
    return Panels(None, to_status_html(message)) if summary is None else _show(summary, message)


class BatchPanels(NamedTuple):
    """What the batch tab shows."""

    status: str
    inputs: str = ""
    downloads: str = ""
    stories: str = ""


def digest_many(
    paths: list[str] | None, addresses: str, n: int, translate: bool
) -> Iterator[BatchPanels]:
    """The panels of a batch after each step."""
    inputs = [(path, Path(path).name) for path in paths or []]
    inputs += [(line.strip(), line.strip()) for line in addresses.splitlines() if line.strip()]
    names = [name for _, name in inputs]
    if not 0 < len(inputs) <= MAX_BATCH:
        wanted = f"Give 1 to {MAX_BATCH} files or addresses, not {len(inputs)}."
        yield BatchPanels(to_status_html(f"Chưa chạy · Not started: {wanted}", "trouble"))
        return
    rows: list[tuple[str, str | None]] = []
    summaries: list[Summary] = []
    for source, name in inputs:
        message = f"Đang đọc · Reading: {len(rows) + 1}/{len(inputs)}"
        yield BatchPanels(
            to_status_html(message, "busy"), to_batch_html(rows, waiting=names[len(rows) :])
        )
        try:
            article = read_box(source) if is_url(source) else _read_batch_file(source, paths)
            summaries.append(condense(article, n=int(n), ranker=DEFAULT_RANKER))
            rows.append((name, None))
        except SummarizeError as error:
            rows.append((name, str(error)))
    note = ""
    for index, summary in enumerate(summaries if translate else ()):
        message = f"Đang dịch · Translating: {index + 1}/{len(summaries)}"
        yield BatchPanels(
            to_status_html(message, "busy"), to_batch_html(rows), "", to_stories_html(summaries)
        )
        try:
            summaries[index] = translate_summaries([summary], find_translator(BUILT_IN))[0]
        except SummarizeError as error:
            note = f" Chưa dịch được · No English: {error}"
            break
    failed = len(inputs) - len(summaries)
    message = f"Xong · Done: {len(summaries)} bài · articles, {failed} lỗi · failed.{note}"
    yield BatchPanels(
        to_status_html(message, "trouble" if failed or note else "done"),
        to_batch_html(rows),
        _digest_downloads(summaries, rows),
        to_stories_html(summaries),
    )


def _read_batch_file(source: str, paths: list[str] | None) -> Article:
    # A typed line is an address or nothing: only what was uploaded is read off the disk.
    if source not in (paths or []):
        raise InputError("This is neither an uploaded file nor a web address.")
    return read_upload(source)


def _digest_downloads(summaries: Sequence[Summary], rows: Sequence[tuple[str, str | None]]) -> str:
    errors = [{"source": name, "error": error} for name, error in rows if error]
    files = {
        "digest.md": to_digest_markdown(summaries, failed=len(errors)),
        "digest.html": to_digest_html(summaries, failed=len(errors)),
        "digest.jsonl": "".join(to_json_line(summary.to_dict()) for summary in summaries),
        "errors.jsonl": "".join(map(to_json_line, errors)),
    }
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return to_downloads_html(
        {
            "Markdown": ("digest.md", files["digest.md"].encode()),
            "HTML": ("digest.html", files["digest.html"].encode()),
            "JSONL": ("digest.jsonl", files["digest.jsonl"].encode()),
            "Tất cả · Everything (.zip)": ("digest.zip", archive.getvalue()),
        },
        copy=files["digest.md"],
    )


def summarize(
    text: str, n: int = 3, translate: bool = False, ranker: str = DEFAULT_RANKER
) -> dict[str, Any]:
    """Key points of a Vietnamese news article: its own sentences, verbatim, with offsets.

    Args:
        text: The article as copied off its page, or its web address.
        n: How many points, 1 to 10.
        translate: Whether to translate headline and points to English.
        ranker: How sentences are ranked; "hybrid" is best.
    """
    try:
        _check_points(n)
        summary = condense(read_box(text), n=n, ranker=ranker)
        if translate:
            summary = translate_summaries([summary], find_translator(BUILT_IN))[0]
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
    try:
        _check_points(n)
        if len(texts) > MAX_BATCH:
            raise OptionError(f"Give at most {MAX_BATCH} articles, not {len(texts)}.")
        summaries = [condense(read_box(text), n=n, ranker=DEFAULT_RANKER) for text in texts]
        if translate:
            summaries = list(translate_summaries(summaries, find_translator(BUILT_IN)))
    except SummarizeError as error:
        raise gr.Error(str(error), print_exception=False) from error
    return to_digest_markdown(summaries, failed=0)


def _check_points(n: int) -> None:
    if not 1 <= n <= MAX_POINTS:
        raise OptionError(f"The number of points must be from 1 to {MAX_POINTS}, not {n}.")


def python_snippet(url: str) -> str:
    return textwrap.dedent(f"""\
        from gradio_client import Client  # pip install gradio_client

        client = Client("{url}")
        text = "Hà Nội có mưa lớn. Nhiều tuyến phố bị ngập sâu. Học sinh được nghỉ học."
        summary = client.predict(text=text, n=2, translate=True, api_name="/summarize")
        for point in summary["points"]:
            print(point["text"], "→", point["english"])
        """)


def curl_snippet(url: str) -> str:
    return textwrap.dedent(f"""\
        call={url.rstrip("/")}/gradio_api/call/summarize
        text='Hà Nội có mưa lớn. Nhiều tuyến phố bị ngập sâu. Học sinh được nghỉ học.'
        event=$(curl -s "$call" -H 'Content-Type: application/json' \\
          -d "{{\\"data\\": [\\"$text\\", 2, true, \\"{DEFAULT_RANKER}\\"]}}" | cut -d '"' -f 4)
        curl -sN "$call/$event"
        """)


def show_snippets(request: gr.Request) -> tuple[str, str]:
    """The two snippets for the address at which the visitor sees the page."""
    url = str(request.request.base_url)
    return to_code_html(python_snippet(url)), to_code_html(curl_snippet(url))


def sample_label(path: Path) -> str:
    article = read_article(str(path))
    text = article.title or article.text
    plain = "".join(letter for letter in text if unicodedata.category(letter) != "So")
    return textwrap.shorten(plain, 60, placeholder=" …")


def load_sample(index: int) -> str:
    return SAMPLES[index].read_text(encoding="utf-8")


def build_demo() -> gr.Blocks:
    """The page, not yet launched."""
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
        with gr.Tab("Một bài · One article"):
            _build_article_tab()
        with gr.Tab("Nhiều bài · Many articles"):
            _build_batch_tab()
        with gr.Tab("API"):
            gr.HTML("<h2>Python</h2>")
            python = _panel("python")
            gr.HTML("<h2>curl</h2>")
            curl = _panel("curl")
        demo.load(show_snippets, None, [python, curl], **PRIVATE)
        gr.api(summarize, api_name="summarize", **MODEL_QUEUE)
        gr.api(digest, api_name="digest", **MODEL_QUEUE)
    return demo.queue(max_size=16)


def _build_article_tab() -> None:
    summary = gr.State(None, time_to_live=3600)
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
            label="Hoặc tệp · Or a file (.txt .md .html)",
            file_types=FILE_TYPES,
            height=170,
            scale=1,
            min_width=240,
            elem_id="upload",
        )
    with gr.Row(equal_height=True):
        n = gr.Slider(
            1, MAX_POINTS, 3, step=1, label="Số ý · Points", elem_id="n", scale=2, min_width=220
        )
        translate = gr.Checkbox(
            True, label="Kèm tiếng Anh · English", elem_id="translate", scale=2, min_width=220
        )
        go = gr.Button(
            "Tóm tắt · Summarize", variant="primary", elem_id="go", scale=2, min_width=200
        )
        halt = gr.Button("Dừng · Stop", elem_id="stop", min_width=120)
    samples = gr.Dataset(
        label="Bài mẫu, bấm là chạy · Samples, one click runs them",
        components=["textbox"],
        samples=[[path.name] for path in SAMPLES],
        sample_labels=[sample_label(path) for path in SAMPLES],
        samples_per_page=20,
        type="index",
        elem_id="samples",
    )
    with gr.Accordion("Tùy chọn · Options", open=False), gr.Row():
        ranker = gr.Dropdown(
            list(RANKERS),
            value=DEFAULT_RANKER,
            label="Cách chọn câu · Ranker",
            elem_id="ranker",
        )
        model = gr.Dropdown(
            MODELS, value=BUILT_IN, label="Mô hình dịch · Translation model", elem_id="model"
        )
    status = _panel("status")
    heading = _panel("heading")
    points = _panel("points")
    downloads = _panel("downloads")
    gr.Checkbox(
        label="Tô theo điểm của mọi câu · Shade every sentence by its score",
        elem_id="heat",
        container=False,
    )
    source = _panel("source")

    panels = list(Panels(summary, status, heading, points, source, downloads))
    settings = [n, ranker, translate]
    picked = samples.click(load_sample, samples, text, **PRIVATE)
    running = []
    for start, read, given in (
        (go.click, condense_box, text),
        (text.submit, condense_box, text),
        (picked.then, condense_box, text),
        (upload.upload, condense_upload, upload),
        (n.change, condense_again, summary),
        (ranker.change, condense_again, summary),
        (translate.change, condense_again, summary),
        (model.change, condense_again, summary),
    ):
        vietnamese = start(
            read,
            [given, *settings],
            panels,
            concurrency_limit=4,
            concurrency_id="read",
            trigger_mode="always_last",
            **PRIVATE,
        )
        if given is not summary:
            vietnamese.then(None, js=SCROLL, **PRIVATE)
        english = vietnamese.success(
            translate_points, [summary, translate, model], panels, **MODEL_QUEUE, **PRIVATE
        )
        running += [vietnamese, english]
    halt.click(stop, summary, panels, cancels=running, **PRIVATE)
    for start in (go.click, text.submit, samples.click, upload.upload, n.change, ranker.change):
        start(None, cancels=running[1::2], **PRIVATE)


def _panel(name: str) -> gr.HTML:
    return gr.HTML(elem_id=name, apply_default_css=False)


def _build_batch_tab() -> None:
    with gr.Row():
        paths = gr.File(
            label=f"Tệp · Files (.txt .md .html, ≤ {MAX_BATCH})",
            file_count="multiple",
            file_types=FILE_TYPES,
            elem_id="files",
        )
        addresses = gr.Textbox(
            label="Địa chỉ web, mỗi dòng một · Web addresses, one a line",
            lines=7,
            max_lines=7,
            elem_id="addresses",
        )
    with gr.Row(equal_height=True):
        n = gr.Slider(1, MAX_POINTS, 3, step=1, label="Số ý mỗi bài · Points of each", scale=2)
        translate = gr.Checkbox(True, label="Kèm tiếng Anh · English")
        go = gr.Button("Điểm tin · Make the digest", variant="primary", elem_id="digest")
        halt = gr.Button("Dừng · Stop")
    outputs = list(
        BatchPanels(
            _panel("batch-status"),
            _panel("batch"),
            _panel("batch-downloads"),
            _panel("stories"),
        )
    )
    run = go.click(digest_many, [paths, addresses, n, translate], outputs, **MODEL_QUEUE, **PRIVATE)
    halt.click(
        lambda: to_status_html("Đã dừng · Stopped."), None, outputs[0], cancels=run, **PRIVATE
    )


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
        footer_links=["api"],
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
        "--mcp",
        action="store_true",
        help="let assistants call it (pip install 'summarize-vietnamese[mcp]')",
    )
    options = parser.parse_args(arguments)
    if options.mcp and find_spec("mcp") is None:
        parser.error("--mcp needs a package more: pip install 'summarize-vietnamese[mcp]'")
    launch(build_demo(), server_name=options.host, server_port=options.port, mcp_server=options.mcp)


if __name__ == "__main__":
    main()
