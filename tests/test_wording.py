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
from summarize.sources.markup import _ABOVE, _KINDS
from summarize.translation import find_faults
from summarize.web.wording import VIETNAMESE, Phrase, add_cause, find_phrase

PACKAGE = Path(summarize.__file__).parent
PAGES = sorted([*SAMPLES.glob("*.txt"), *(Path(__file__).parent / "pages").glob("*.txt")])


# Whose messages no reader of the page meets.
NOT_ON_THE_PAGE = ("__init__.py", "cli.py", "digest/", "web/batch.py")
MODULES = [
    module
    for module in (str(path.relative_to(PACKAGE)) for path in sorted(PACKAGE.rglob("*.py")))
    if not module.startswith(NOT_ON_THE_PAGE)
]
# Nor these: a model's files and folders are the operator's business, standard input and options the
# command's, and arguments that the page does not pass the programmer's.
OTHERS = re.compile(
    "The model directory|There is no model directory|The head of|The translator gave"
    "|The ranker gave|A ranker is|There is no engine|The number of threads|A translator takes"
    "|Give a text or an Article| in x is the name of a file|translate= takes"
    "|The number of points must be a whole"
    "| in x is a folder|Standard input|There is too much on|No file matches|.* leads to more than"
)


def messages_of(path: Path) -> Iterator[str]:
    """What the module's errors and notes say, with " in x" for what is filled in."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        message = None
        if isinstance(node, ast.Call) and node.args and is_told(node.func):
            message = node.args[0]
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("fault", "flaw"):
            message = node.value
        if isinstance(message, ast.Constant) and message.value:
            yield str(message.value)
        elif isinstance(message, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else " in x"
                for part in message.values
            )


def is_told(called: ast.expr) -> bool:
    """Whether it makes an error or a note of its argument; assertions are told to developers."""
    name = ast.unparse(called)
    return name != "AssertionError" and bool(
        re.fullmatch(r"\w+Error|_Refused|_NoAnswer|notes\.append", name)
    )


def test_every_error_that_the_page_may_show_has_its_vietnamese() -> None:
    said = {
        message
        for module in MODULES
        for message in messages_of(PACKAGE / module)
        if not OTHERS.match(message)
    }
    assert len(said) > 40
    assert sorted(message for message in said if find_phrase(message).vietnamese is None) == []


def test_every_reason_has_its_vietnamese() -> None:
    said = {NOT_VIETNAMESE, *(rule.reason for rule, *_ in _RULES)}
    said |= {_ABOVE, *(kind.reason for kind in _KINDS)}
    said |= {"another article's date", "the state's name"}
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
    robots = "http://a.vn/ could not be fetched: http://a.vn/robots.txt, which is asked for first, "
    assert find_phrase(f"{robots}was not to be had: HTTP status 503.").vietnamese == (
        "Không tải được http://a.vn/: không lấy được http://a.vn/robots.txt, cần hỏi trước: "
        "mã HTTP 503."
    )
    phrase = add_cause(Phrase("Không đọc được", "Could not read it"), "something new")
    assert phrase == ("Không đọc được: something new", "Could not read it: something new")


def test_numbers_are_written_as_each_language_writes_them() -> None:
    phrase = find_phrase("The text has 600,000 characters; this page takes 500,000 at most.")
    assert phrase.vietnamese == "Văn bản có 600.000 ký tự; trang này nhận nhiều nhất 500.000."
    size = find_phrase("v1.0.html has 3.5 MB; this page takes 3 at most.").vietnamese
    assert size == "v1.0.html nặng 3,5 MB; trang này nhận nhiều nhất 3 MB."
    # What is quoted stays as it is written there.
    warning = find_phrase("The number 3,5 of the original is not in the English.").vietnamese
    assert warning and "3,5" in warning


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        (
            "http://a.vn/b answered with HTTP status 404. The text was taken from its feed.",
            "http://a.vn/b trả lời với mã HTTP 404. Văn bản lấy từ nguồn tin (feed).",
        ),
        (
            "http://a.vn/b could not be fetched: there is no such host, or no way to it.",
            "Không tải được http://a.vn/b: không có máy chủ ấy, hoặc không có đường tới.",
        ),
        ("The date “hôm qua” could not be read.", "Không đọc được ngày “hôm qua”."),
    ],
)
def test_a_message_within_a_message_is_in_vietnamese_too(english: str, vietnamese: str) -> None:
    assert find_phrase(english) == Phrase(vietnamese, english)


def test_braces_and_long_names_do_no_harm() -> None:
    assert (
        find_phrase("{url} leads to no new page.").vietnamese
        == "{url} không dẫn tới trang mới nào."
    )
    assert len(find_phrase("http://" + "a is not " * 100_000).english) < 1000


def test_rankers_keep_their_names() -> None:
    for ranker in RANKERS:
        phrase = find_phrase(f"number 2 in importance of 6 sentences by {ranker}")
        assert phrase.vietnamese == f"quan trọng thứ 2 trong 6 câu, theo {ranker}"
