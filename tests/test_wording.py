"""The page speaks Vietnamese too: every message that may reach it is in the catalogue."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import SAMPLES

import summarize
from summarize.cleaning.furniture import _RULES
from summarize.pipeline import NOT_VIETNAMESE, condense
from summarize.ranking import RANKERS
from summarize.sources import read_article
from summarize.translation import find_faults
from summarize.web.wording import VIETNAMESE, Phrase, add_cause, find_phrase

PACKAGE = Path(summarize.__file__).parent
PAGES = sorted([*SAMPLES.glob("*.txt"), *(Path(__file__).parent / "pages").glob("*.txt")])


def raised_messages(path: Path) -> Iterator[str]:
    """What the module's errors say, with " in x" for what is filled in."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
            if isinstance(node.exc.func, ast.Name) and node.exc.func.id == "AssertionError":
                continue  # told to developers
            message = node.exc.args[0]
            if isinstance(message, ast.Constant):
                yield str(message.value)
            elif isinstance(message, ast.JoinedStr):
                yield "".join(
                    str(part.value) if isinstance(part, ast.Constant) else " in x"
                    for part in message.values
                )


@pytest.mark.parametrize(
    "module",
    [
        "pipeline",
        "fetching",
        "sources/parsing",
        "sources/listings",
        "web/inputs",
        "translation/loading",
    ],
)
def test_every_error_that_the_page_may_show_has_its_vietnamese(module: str) -> None:
    # A model's files and folders are the operator's business, and arguments that the page does not
    # pass on the programmer's, not the reader's.
    others = re.compile(
        "The model directory|There is no model directory|The translator gave"
        "|The ranker gave|There is no engine|The number of threads"
    )
    found = [m for m in raised_messages(PACKAGE / f"{module}.py") if not others.match(m)]
    assert found
    assert [message for message in found if find_phrase(message).vietnamese is None] == []


def test_every_reason_has_its_vietnamese() -> None:
    said = {NOT_VIETNAMESE, *(rule.reason for rule in _RULES)}
    for path in PAGES:
        article = read_article(str(path))
        said |= {reason for _, reason in article.dropped}
        for ranker in ("coverage", "lead"):
            summary = condense(article, n=10, ranker=ranker)
            said |= set(summary.notes)
            said |= {reason for point in summary.points for reason in point.why}
    said |= set(condense(summarize.Article("Hà Nội mưa."), n=1, ranker="lead").points[0].why)
    assert len(said) > 50
    assert sorted(message for message in said if find_phrase(message).vietnamese is None) == []


def test_every_warning_has_its_vietnamese() -> None:
    vietnamese = "Ngày 10/1 có 25 trường học ở Hà Nội cho học sinh nghỉ vì mưa lớn."
    english = ("", "no", "rain rain rain rain", "rain " * 90, f"31 {vietnamese}", "⁇")
    warnings = {fault for text in english for fault in find_faults(vietnamese, text)}
    assert len(warnings) >= 7
    assert sorted(fault for fault in warnings if find_phrase(fault).vietnamese is None) == []


@pytest.mark.parametrize("english", VIETNAMESE)
def test_what_is_filled_in_is_filled_in_twice(english: str) -> None:
    names = re.findall(r"{(\w+)}", english)
    assert sorted(names) == sorted(re.findall(r"{(\w+)}", VIETNAMESE[english]))
    message = english.format(**dict.fromkeys(names, "7"))
    assert find_phrase(message) == (
        VIETNAMESE[english].format(**dict.fromkeys(names, "7")),
        message,
    )


def test_nothing_in_the_catalogue_is_said_by_nobody() -> None:
    """What stands between a message's fillings and joints stands in some string of the program."""
    program = [PACKAGE.parent / "app.py", *PACKAGE.rglob("*.py")]
    said = " ".join(
        node.value
        for path in program
        if path.name != "wording.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    joints = re.compile(r"{\w+}| of | by | in |\. ")
    pieces = {message: joints.split(message) for message in VIETNAMESE}
    assert [m for m in pieces if not all(piece in said for piece in pieces[m])] == []


def test_a_message_within_a_message_is_translated_too() -> None:
    message = "http://a.vn/ could not be fetched: it leads to the private address 10.0.0.1."
    assert find_phrase(message).vietnamese == (
        "Không tải được http://a.vn/: nó dẫn tới địa chỉ nội bộ 10.0.0.1."
    )
    phrase = add_cause(Phrase("Không đọc được", "Could not read it"), "something new")
    assert phrase == ("Không đọc được: something new", "Could not read it: something new")


def test_braces_and_long_names_do_no_harm() -> None:
    assert find_phrase("{url} names no page.").vietnamese == "{url} không dẫn tới trang nào."
    assert len(find_phrase("http://" + "a is not " * 100_000).english) < 1000


def test_rankers_keep_their_names() -> None:
    for ranker in RANKERS:
        phrase = find_phrase(f"number 2 in importance of 6 sentences by {ranker}")
        assert phrase.vietnamese == f"quan trọng thứ 2 trong 6 câu, theo {ranker}"
