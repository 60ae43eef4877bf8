"""Nothing is lost: kills, crashes, hangs, full disks and rivals, each by doing it."""

from __future__ import annotations

import ctypes
import datetime
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from conftest import SAMPLES

from summarize.cli import main
from summarize.digest.index import Index
from summarize.digest.records import Recipe, Record, Records
from summarize.pipeline import condense
from summarize.types import Article, DroppedLine, OutputError

ROOT = Path(__file__).parent.parent

# What every Python process of a test runs first: articles that mistreat whoever reads or
# translates them, and a stand-in for the model.
MISTREATMENT = """
import os, re, sys, time
import summarize.sources as sources
parse = sources.parse_raw
def parse_raw(raw):
    text = str(raw.content)
    if "CRASH" in text: os.abort()
    if "EXIT" in text: os._exit(1)
    if "HANG" in text: re.match("(a+)+b", "a" * 60)
    if "FAULT" in text: raise ZeroDivisionError("a fault")
    if "SLOW" in text: time.sleep(0.05)
    return parse(raw)
sources.parse_raw = parse_raw

import pathlib, signal
import summarize.translation as translation
def translate(texts):
    if any("POISON" in text for text in texts) and not os.environ.get("ANTIDOTE"):
        os.kill(os.getpid(), signal.SIGKILL)
    if any("TRIP" in text for text in texts) and not os.environ.get("ANTIDOTE"):
        raise RuntimeError("a trip")
    return [f"In English: {text}" for text in texts]
translation.load_translator = lambda model, threads: translate

if os.environ.get("INTERRUPT_WORKERS") and "--multiprocessing-fork" in sys.orig_argv:
    signal.raise_signal(signal.SIGINT)

if os.environ.get("CRASH_OF_STORIES"):
    import summarize.stories as stories
    stories.tell_story = lambda summaries, n: os.abort()

replace = pathlib.Path.replace
def replace_or_die(self, target):
    if os.environ.get("KILL_BEFORE") in (target.name, target.parent.name):
        if len(list(target.parent.glob("story-*"))) == int(os.environ.get("KILL_AFTER", 0)):
            os.kill(os.getpid(), signal.SIGKILL)
    return replace(self, target)
pathlib.Path.replace = replace_or_die
"""


@pytest.fixture
def mistreated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(MISTREATMENT)
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path / 'site'}{os.pathsep}{ROOT}")


def write_articles(folder: Path, count: int, text: str = "") -> Path:
    folder.mkdir()
    for number in range(count):
        (folder / f"bài {number:03}.txt").write_text(
            f"Hà Nội có mưa lớn trong đêm thứ {number} của tháng. {text}\n\n"
            "Thủ tướng yêu cầu các bộ, ngành đẩy nhanh tiến độ giải ngân vốn đầu tư công.",
            encoding="utf-8",
        )
    return folder


def files_of(out: Path) -> dict[str, bytes]:
    """Everything in a digest's folder but what is the tool's own."""
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and ".state" not in path.parts
    }


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def articles_of(out: Path) -> list[dict[str, Any]]:
    """The articles of a digest's stories, in its order."""
    return [article for story in read_lines(out / "digest.jsonl") for article in story["articles"]]


def start(*arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "summarize", "digest", *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
        # A shell's background jobs, and so these tests in one, ignore Ctrl-C and hand that down.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )


def row(number: int) -> str:
    text = f"Hà Nội có mưa lớn trong đêm {number}."
    return json.dumps({"id": f"tin-{number}", "text": text}) + "\n"


def wait_until(condition: Callable[[], bool]) -> None:
    while not condition():
        time.sleep(0.01)


def is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def count_records(out: Path) -> int:
    return len(list((out / "articles").glob("*.json")))


def digest(*arguments: object) -> int:
    return main(["digest", "--no-translate", "--jobs", "2", *map(str, arguments)])


@pytest.mark.usefixtures("mistreated")
def test_a_killed_run_goes_on_and_ends_in_the_same_bytes(tmp_path: Path) -> None:
    inputs = write_articles(tmp_path / "in", 40, "SLOW")
    out, whole = tmp_path / "out", tmp_path / "whole"
    assert digest(inputs, "--out", whole) == 0
    made = 0
    for enough in (1, 20):
        run = start(inputs, "--no-translate", "--jobs", 1, "--out", out)
        while count_records(out) < enough:
            time.sleep(0.01)
        run.send_signal(signal.SIGKILL)
        run.communicate()
        assert run.returncode == -signal.SIGKILL
        assert made < (made := count_records(out)) < 40
        assert not (out / "digest.md").exists()
    (out / "articles" / ".part").write_text('{"half a rec')
    assert digest(inputs, "--out", out) == 0
    assert files_of(out) == files_of(whole)


@pytest.mark.usefixtures("mistreated")
def test_a_run_killed_while_writing_any_of_its_files_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs = write_articles(tmp_path / "in", 3)
    out, whole = tmp_path / "out", tmp_path / "whole"
    assert digest(inputs, "--out", whole) == 0
    documents = ["digest.md", "digest.html", "digest.jsonl", "errors.jsonl"]
    for number, place in enumerate(["articles", *documents]):
        monkeypatch.setenv("KILL_BEFORE", place)
        run = start(inputs, "--no-translate", "--jobs", 1, "--out", out)
        run.communicate()
        assert run.returncode == -signal.SIGKILL
        there = [name for name in documents if (out / name).exists()]
        assert there == documents[: max(0, number - 1)]
    monkeypatch.delenv("KILL_BEFORE")
    assert digest(inputs, "--out", out) == 0
    assert files_of(out) == files_of(whole)


def test_a_run_killed_while_translating_goes_on_and_ends_in_the_same_bytes(tmp_path: Path) -> None:
    samples = sorted(SAMPLES.iterdir())[:3]
    out, whole = tmp_path / "out", tmp_path / "whole"
    assert main(["digest", *map(str, samples), "-n", "1", "--out", str(whole)]) == 0
    run = start(*samples, "-n", 1, "--jobs", 1, "--out", out)
    wait_until(lambda: bool(list((out / ".state").glob("translations-*.sqlite"))))
    run.send_signal(signal.SIGKILL)
    run.communicate()
    assert run.returncode == -signal.SIGKILL
    assert not (out / "digest.md").exists()
    assert main(["digest", *map(str, samples), "-n", "1", "--out", str(out)]) == 0
    assert files_of(out) == files_of(whole)


def test_unchanged_articles_cost_nothing_and_changed_ones_are_made_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inputs, out = write_articles(tmp_path / "in", 5), tmp_path / "out"
    assert digest(inputs, "--out", out) == 0
    before = {path: path.stat().st_mtime_ns for path in (out / "articles").iterdir()}
    (inputs / "bài 002.txt").write_text("Giá xăng dầu tăng 3,5% từ 15 giờ ngày 10/1 ở Hà Nội.")
    capsys.readouterr()
    assert digest(inputs, "--out", out) == 0
    assert "5 articles digested in 2 stories, 4 unchanged:" in capsys.readouterr().err
    after = {path: path.stat().st_mtime_ns for path in (out / "articles").iterdir()}
    assert len(after) == 5
    assert len(after.items() & before.items()) == 4
    assert "xăng dầu" in (out / "digest.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("change", [["-n", "1"], ["--ranker", "lead"], ["--force"]])
def test_other_options_make_every_story_again(
    change: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inputs, out = write_articles(tmp_path / "in", 2), tmp_path / "out"
    assert digest(inputs, "--out", out) == 0
    assert digest(inputs, "--out", out, *change) == 0
    assert "unchanged" not in capsys.readouterr().err
    assert count_records(out) == 2


def test_a_damaged_record_and_one_of_an_older_schema_are_made_again(tmp_path: Path) -> None:
    inputs, out = write_articles(tmp_path / "in", 3), tmp_path / "out"
    assert digest(inputs, "--out", out) == 0
    whole = files_of(out)
    broken, empty, old = (out / "articles").iterdir()
    broken.write_bytes(broken.read_bytes()[:-99])
    empty.write_text("{}")
    old.write_bytes(old.read_bytes().replace(b'"schema": 2', b'"schema": 1'))
    assert files_of(out)[f"articles/{old.name}"] != whole[f"articles/{old.name}"]
    assert digest(inputs, "--out", out) == 0
    assert files_of(out) == whole


@pytest.mark.parametrize(
    "damage", ["", "[]", '{"schema": 2, "complete": true}', '{"schema": 2, "points": [], "compl']
)
def test_a_damaged_record_of_a_story_is_made_again(damage: str, tmp_path: Path) -> None:
    inputs, out = write_articles(tmp_path / "in", 3), tmp_path / "out"
    assert digest(inputs, "--out", out) == 0
    whole = files_of(out)
    (story,) = (out / ".state" / "stories").iterdir()
    story.write_text(damage)
    assert digest(inputs, "--out", out) == 0
    assert files_of(out) == whole


def test_a_record_holds_all_of_its_article(tmp_path: Path) -> None:
    article = Article(
        "Hà Nội có mưa lớn.\n\nĐường phố bị ngập.",
        title="Mưa lớn",
        published=datetime.date(2019, 1, 10),
        byline="An Bình",
        section="Thời sự",
        source="tin.txt",
        lead="Hà Nội có mưa lớn.",
        dropped=(DroppedLine("Ảnh: TTXVN", "a caption"),),
        doubtful=(1,),
        notes=("The text was converted.",),
    )
    record = Record(condense(article, n=1, ranker="lead"), b"", complete=True)
    records = Records(tmp_path, Recipe(1, "lead", translate=False))
    records.write("tin.json", record)
    for same in (records.find("tin.json"), records.reread("tin.json")):
        assert same and same.summary == replace(record.summary, sentences=(), scores=())


def test_translation_is_the_same_in_any_company(tmp_path: Path) -> None:
    samples = sorted(map(str, SAMPLES.iterdir()))[:4]
    one, two = tmp_path / "one", tmp_path / "two"
    assert main(["digest", *samples, "-n", "2", "--jobs", "1", "--out", str(one)]) == 0
    # The second folder's run had one of the articles before and the others by two processes.
    assert main(["digest", samples[2], "-n", "2", "--out", str(two)]) == 0
    assert main(["digest", *samples, "-n", "2", "--jobs", "2", "--out", str(two)]) == 0
    assert files_of(one) == files_of(two)
    stories = read_lines(one / "digest.jsonl")
    assert all(point["english"] for story in stories for point in story["points"])


@pytest.mark.usefixtures("mistreated")
def test_articles_that_crash_or_hang_a_worker_cost_only_themselves(tmp_path: Path) -> None:
    inputs, out = write_articles(tmp_path / "in", 6), tmp_path / "out"
    for number, poison in ((1, "CRASH"), (2, "EXIT"), (3, "HANG"), (4, "FAULT")):
        (inputs / f"bài {number:03}.txt").write_text(f"Bài này có {poison} ở trong đó.")
    assert digest(inputs, "--out", out, "--timeout", 8, "-v") == 1
    errors = read_lines(out / "errors.jsonl")
    assert [Path(error["source"]).name for error in errors] == [
        f"bài {number:03}.txt" for number in (1, 2, 3, 4)
    ]
    told = (
        "crashed the process that read it (SIGABRT)",
        "crashed the process that read it (exit code 1)",
        "took longer than 8 seconds",
        "a fault",
    )
    for error, words in zip(errors, told, strict=True):
        assert words in error["error"]
    assert len(articles_of(out)) == 2


def test_a_script_that_lacks_its_main_guard_is_told_so(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from pathlib import Path\n"
        "from summarize.digest.job import make_digest\n"
        "from summarize.digest.records import Recipe\n"
        "from summarize.sources import RawArticle\n"
        f"articles = [RawArticle('tin', {'Hà Nội có mưa lớn.'.encode()!r})]\n"
        f"make_digest(articles, Path({str(tmp_path / 'out')!r}), Recipe(1, 'lead', False))\n"
    )
    run = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "ended before its first article" in run.stderr and '"__main__"' in run.stderr


@pytest.mark.usefixtures("mistreated")
def test_an_article_that_crashes_the_translator_costs_only_itself_and_is_made_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    inputs, out, whole = write_articles(tmp_path / "in", 12), tmp_path / "out", tmp_path / "whole"
    for number in (1, 5):
        (inputs / f"bài {number:03}.txt").write_text(f"Bài {number} này có POISON ở trong đó.")
    arguments = ["digest", str(inputs), "--jobs", "2", "--out"]
    assert main([*arguments, str(out)]) == 1
    errors = read_lines(out / "errors.jsonl")
    assert [Path(error["source"]).name for error in errors] == ["bài 001.txt", "bài 005.txt"]
    assert all("crashed the process that translated it (SIGKILL)" in e["error"] for e in errors)
    stories = read_lines(out / "digest.jsonl")
    assert len(articles_of(out)) == 10
    assert all(point["english"] for story in stories for point in story["points"])
    monkeypatch.setenv("ANTIDOTE", "taken")
    capsys.readouterr()
    assert main([*arguments, str(out)]) == 0
    assert "12 articles digested in 2 stories, 10 unchanged:" in capsys.readouterr().err
    assert main([*arguments, str(whole)]) == 0
    assert files_of(out) == files_of(whole)


@pytest.mark.usefixtures("mistreated")
def test_an_article_that_the_translator_trips_over_costs_only_its_own_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    inputs, out, whole = write_articles(tmp_path / "in", 12), tmp_path / "out", tmp_path / "whole"
    (inputs / "bài 005.txt").write_text("Bài này có TRIP ở trong đó.")
    arguments = ["digest", str(inputs), "--no-group", "--jobs", "2", "--out"]
    assert main([*arguments, str(out)]) == 1
    assert "12 articles digested, 1 not translated:" in capsys.readouterr().err
    for story in read_lines(out / "digest.jsonl"):
        trips = "TRIP" in story["articles"][0]["text"]
        assert ("The translator failed: RuntimeError('a trip')." in story["notes"]) == trips
        assert all((point["english"] is None) == trips for point in story["points"])
    monkeypatch.setenv("ANTIDOTE", "taken")
    assert main([*arguments, str(out)]) == 0
    assert "12 articles digested, 11 unchanged:" in capsys.readouterr().err
    assert main([*arguments, str(whole)]) == 0
    assert files_of(out) == files_of(whole)


@pytest.mark.usefixtures("mistreated")
def test_a_run_killed_among_the_stories_goes_on_with_those_that_are_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    inputs, out, whole = write_articles(tmp_path / "in", 3), tmp_path / "out", tmp_path / "whole"
    for number in range(3):
        (inputs / f"giá {number}.txt").write_text(
            f"Giá xăng dầu trong nước tăng {number} nghìn đồng một lít từ 15 giờ chiều nay.\n\n"
            "Quỹ bình ổn giá xăng dầu không được chi trong kỳ điều hành này.",
            encoding="utf-8",
        )
    assert main(["digest", str(inputs), "--out", str(whole)]) == 0
    monkeypatch.setenv("KILL_BEFORE", "stories")
    monkeypatch.setenv("KILL_AFTER", "1")
    run = start(inputs, "--out", out)
    run.communicate()
    assert run.returncode == -signal.SIGKILL
    (story,) = (out / ".state" / "stories").glob("story-*")
    made = story.stat().st_mtime_ns
    assert count_records(out) == 6
    assert not (out / "digest.md").exists()
    monkeypatch.delenv("KILL_BEFORE")
    capsys.readouterr()
    assert main(["digest", str(inputs), "--out", str(out)]) == 0
    assert "6 articles digested in 2 stories, 6 unchanged:" in capsys.readouterr().err
    assert story.stat().st_mtime_ns == made
    assert files_of(out) == files_of(whole)


@pytest.mark.usefixtures("mistreated")
def test_a_story_that_crashes_a_worker_leaves_its_articles_to_be_told_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs, out, whole = write_articles(tmp_path / "in", 3), tmp_path / "out", tmp_path / "whole"
    monkeypatch.setenv("CRASH_OF_STORIES", "yes")
    assert digest(inputs, "--out", out) == 1
    (error,) = read_lines(out / "errors.jsonl")
    assert "The story of" in error["error"] and "SIGABRT" in error["error"]
    assert [len(story["articles"]) for story in read_lines(out / "digest.jsonl")] == [1, 1, 1]
    monkeypatch.delenv("CRASH_OF_STORIES")
    assert digest(inputs, "--out", out) == 0
    assert digest(inputs, "--out", whole) == 0
    assert files_of(out) == files_of(whole)


def test_two_runs_do_not_write_to_one_folder(tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = start("-", "--no-translate", "--jobs", 1, "--out", out)
    assert first.stdin
    first.stdin.write("".join(map(row, range(2))))
    first.stdin.flush()
    # Two articles are a portion: the first run makes them, then waits for more input.
    wait_until(lambda: count_records(out) > 0)
    second = start("-", "--no-translate", "--out", out)
    assert "Another run is writing to" in second.communicate()[1]
    assert second.returncode == 1
    assert "2 articles digested in 1 story:" in first.communicate()[1]
    assert first.returncode == 0


@pytest.mark.usefixtures("mistreated")
@pytest.mark.parametrize(
    ("number", "code", "said"),
    [
        (signal.SIGINT, 130, "Interrupted."),
        (signal.SIGTERM, 143, "Ended by SIGTERM."),
        (signal.SIGHUP, 129, "Ended by SIGHUP."),
    ],
)
def test_an_interrupted_run_says_how_to_go_on_and_leaves_no_process(
    number: signal.Signals, code: int, said: str, tmp_path: Path
) -> None:
    inputs, out = write_articles(tmp_path / "in", 40, "SLOW"), tmp_path / "out"
    before = signal.signal(number, signal.SIG_DFL)  # under nohup it would be ignored below too
    run = start(inputs, "--no-translate", "--jobs", 2, "--log-json", "--out", out)
    signal.signal(number, before)
    wait_until(lambda: count_records(out) > 0)
    if number == signal.SIGINT:  # the terminal's goes to every process
        os.killpg(run.pid, number)
    else:
        run.send_signal(number)
    _, err = run.communicate()
    assert run.returncode == code
    kept = "The stories made so far are kept: run the same command again to go on."
    assert json.loads(err) == {"event": "stopped", "message": f"{said} {kept}"}
    wait_until(lambda: not is_alive(run.pid))


@pytest.mark.usefixtures("mistreated")
def test_a_run_that_is_to_outlive_its_terminal_does(tmp_path: Path) -> None:
    inputs, out = write_articles(tmp_path / "in", 10, "SLOW"), tmp_path / "out"
    command = ["nohup", sys.executable, "-m", "summarize", "digest", str(inputs)]
    with subprocess.Popen(
        [*command, "--no-translate", "--out", str(out)], cwd=ROOT, stderr=subprocess.DEVNULL
    ) as run:
        wait_until(lambda: count_records(out) > 0)
        run.send_signal(signal.SIGHUP)
    assert run.returncode == 0


@pytest.mark.usefixtures("mistreated")
def test_an_interrupt_is_nothing_to_a_worker_that_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs = write_articles(tmp_path / "in", 1)
    monkeypatch.setenv("INTERRUPT_WORKERS", "yes")
    run = start(inputs, "--no-translate", "--out", tmp_path / "out")
    _, err = run.communicate()
    assert (run.returncode, len(err.splitlines())) == (0, 1)


def test_a_full_disk_stops_the_run_with_what_was_made_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inputs, out = write_articles(tmp_path / "in", 2), tmp_path / "out"
    (out / "articles").mkdir(parents=True)
    (out / "articles" / ".part").symlink_to("/dev/full")
    assert digest(inputs, "--out", out) == 1
    assert ".json cannot be written: No space left on device" in capsys.readouterr().err
    assert count_records(out) == 0
    (out / "articles" / ".part").unlink()
    (out / ".part").symlink_to("/dev/full")
    assert digest(inputs, "--out", out) == 1
    assert "digest.md cannot be written: No space left on device" in capsys.readouterr().err
    assert not list(out.glob("digest*"))
    (out / ".part").unlink()
    assert digest(inputs, "--out", out) == 0
    assert "2 articles digested in 1 story, 2 unchanged" in capsys.readouterr().err


def test_a_full_disk_for_temporary_files_is_an_error() -> None:
    with pytest.raises(OutputError, match=r"database or disk is full.*TMPDIR"), Index() as index:
        index._database.execute("PRAGMA max_page_count = 8")
        for position in range(1000):
            index.add(position, "tin.txt", str(position).encode(), "tin.json")


def give_up_privileges() -> None:
    """Let root, as which tests run in containers, be bound by permissions too."""
    PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1
    ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0)


def test_a_folder_that_may_not_be_written_is_an_error(tmp_path: Path) -> None:
    inputs, out = write_articles(tmp_path / "in", 1), tmp_path / "out"
    out.mkdir(mode=0o555)
    run = subprocess.run(
        [sys.executable, "-m", "summarize", "digest", str(inputs), "--out", str(out)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        preexec_fn=give_up_privileges,
    )
    assert (run.returncode, run.stderr) == (
        1,
        f"The digest cannot be written to {out}: Permission denied. Choose another folder.\n",
    )


def test_the_same_article_twice_is_one_story(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inputs, out = write_articles(tmp_path / "in", 2), tmp_path / "out"
    shutil.copy(inputs / "bài 000.txt", inputs / "copy.txt")
    assert digest(inputs, inputs / "bài 001.txt", "--out", out) == 0
    assert "2 articles digested in 1 story, 2 duplicate:" in capsys.readouterr().err
    assert len(articles_of(out)) == 2


def test_a_page_that_was_saved_twice_is_one_article(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inputs, out, whole = tmp_path / "in", tmp_path / "out", tmp_path / "whole"
    inputs.mkdir()

    def save(name: str, address: str, comment: str) -> None:
        (inputs / name).write_text(
            f"<!-- saved from url=(0020)https://{address} --><html><body><h1>Mưa lớn ở Hà Nội</h1>"
            "<p>Hà Nội có mưa lớn trong đêm, nhiều tuyến phố trung tâm bị ngập sâu.</p>"
            "<p>Sở Xây dựng cho biết đã huy động toàn bộ máy bơm để tiêu úng.</p>"
            f"<!-- {comment} --></body></html>",
            encoding="utf-8",
        )

    save("tin.html", "a.vn/mua", "08:00")
    assert digest(inputs, "--out", whole) == 0
    save("tin (1).html", "a.vn/mua", "08:05")
    save("báo khác.html", "b.vn/mua", "08:00")
    for sum_ in ("2 articles digested in 1 story, 1 dup", "2 articles digested in 1 story, 2 unch"):
        capsys.readouterr()
        assert digest(inputs, "--out", out) == 0
        assert capsys.readouterr().err.splitlines()[-1].startswith(sum_)
        sources = [article["source"] for article in articles_of(out)]
        assert sorted(sources) == ["https://a.vn/mua", "https://b.vn/mua"]
        assert len(read_lines(out / "digest.jsonl")[0]["points"][0]["also"]) == 1
    assert digest(inputs / "tin.html", inputs / "tin (1).html", "--out", out) == 0
    assert files_of(out) == files_of(whole)


def test_rows_that_differ_in_what_is_not_the_article_are_one_story(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, out = tmp_path / "tin.jsonl", tmp_path / "out"
    article = {"title": "Mưa lớn", "text": "Hà Nội có mưa lớn trong đêm.", "date": "2019-01-10"}
    others = ({"id": "2"}, {"url": "https://a.vn/3"}, {"views": 7}, {"content": ""})
    known = ({"author": "Hoài Thu"}, {"category": "Thời sự"}, {"ngày": "1/1/2019"})
    same = [{"id": "1", **article}, *({**other, **article} for other in (*others, *known))]
    changes = ({"title": "Mưa to"}, {"date": "2019-01-11"}, {"text": "Hà Nội có mưa to."})
    changed = [{"id": "1", **article, **change} for change in changes]
    table.write_text("\n".join(map(json.dumps, [*same, *changed])))
    assert digest(table, "--no-group", "--out", out) == 0
    assert "4 articles digested, 7 duplicate:" in capsys.readouterr().err
    table.write_text("\n".join(map(json.dumps, [changed[2]])))
    assert digest(table, "--out", out) == 0
    assert "1 article digested, 1 unchanged:" in capsys.readouterr().err
    assert [article["text"] for article in articles_of(out)] == ["Hà Nội có mưa to."]
    table.write_text(json.dumps({**changed[2], "author": "Hoài Thu"}))
    assert digest(table, "--out", out) == 0
    assert [article["byline"] for article in articles_of(out)] == ["Hoài Thu"]


def test_a_run_of_failures_alone_leaves_the_earlier_digest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inputs, out = write_articles(tmp_path / "in", 2), tmp_path / "out"
    assert digest(inputs, "--out", out) == 0
    before = files_of(out)
    capsys.readouterr()
    assert digest("missing.txt", "--out", out) == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        f"0 articles digested, 1 failed: {out / 'errors.jsonl'}. "
        "The earlier digest is left as it was."
    )
    after = files_of(out)
    assert b"There is no file missing.txt." in after.pop("errors.jsonl")
    assert before.pop("errors.jsonl") == b""
    assert after == before
    assert digest(inputs, "--out", out) == 0
    assert "2 unchanged" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("e.rss", "<rss><channel><title>Tin</title></channel></rss>", "names no page."),
        ("e.urls", "# để sau", "names no address."),
    ],
)
def test_a_run_without_any_article_leaves_the_earlier_digest(
    name: str, content: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inputs, out = write_articles(tmp_path / "in", 1), tmp_path / "out"
    assert digest(inputs, "--out", out) == 0
    before = files_of(out)
    (tmp_path / name).write_text(content, encoding="utf-8")
    capsys.readouterr()
    assert digest(tmp_path / name, "--out", out) == 1
    first, last = capsys.readouterr().err.splitlines()
    assert str(tmp_path / name) in first and first.endswith(said)
    assert last == (
        "0 articles digested: the inputs hold none. The earlier digest is left as it was."
    )
    assert files_of(out) == before
    assert digest(tmp_path / name, inputs, "--out", out) == 0


def test_a_run_of_failures_alone_tells_of_no_digest_where_there_was_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    errors = tmp_path / "out" / "errors.jsonl"
    assert digest("missing.txt", "--out", errors.parent) == 1
    last = capsys.readouterr().err.splitlines()[-1]
    assert last == f"0 articles digested, 1 failed: {errors}."


def test_what_is_the_same_as_a_failure_has_failed_too_unless_it_is_read_otherwise(
    tmp_path: Path,
) -> None:
    inputs, out = write_articles(tmp_path / "in", 1), tmp_path / "out"
    shutil.copy(inputs / "bài 000.txt", inputs / "a.html")
    (inputs / "a.html").write_text("", encoding="utf-8")
    for name in ("b.html", "c.txt", "d.txt"):
        shutil.copy(inputs / "a.html", inputs / name)
    assert digest(inputs, "--out", out) == 1
    errors = {Path(line["source"]).name: line["error"] for line in read_lines(out / "errors.jsonl")}
    assert errors.keys() == {"a.html", "b.html", "c.txt", "d.txt"}
    assert f"d.txt has the same content as {inputs / 'c.txt'}: There is no" in errors["d.txt"]
    assert len(articles_of(out)) == 1


def test_an_empty_name_is_no_folder(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        digest("a.txt", "--out", "")
    assert "the name of the folder is empty" in capsys.readouterr().err


def test_an_input_s_name_says_nothing_to_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "a.jsonl"
    table.write_text(json.dumps({"id": "a\n\x1b[31mb", "text": ""}), encoding="utf-8")
    assert digest(table, "--out", tmp_path / "out") == 1
    assert "\x1b" not in capsys.readouterr().err


def test_records_that_are_no_longer_part_of_the_digest_go_and_strangers_stay(
    tmp_path: Path,
) -> None:
    inputs, out = write_articles(tmp_path / "in", 3), tmp_path / "out"
    assert digest(inputs, "--out", out) == 0
    (out / "articles" / "notes.json").write_text("mine")
    (inputs / "bài 001.txt").unlink()
    assert digest(inputs, "--out", out) == 0
    names = sorted(path.name[:7] for path in (out / "articles").iterdir())
    assert names == ["bai-000", "bai-002", "notes.j"]


@pytest.mark.parametrize("folder", ["articles", ".state/stories"])
def test_a_record_that_cannot_be_removed_is_an_error_beside_a_whole_digest(
    folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inputs, out = write_articles(tmp_path / "in", 2), tmp_path / "out"
    old = out / folder / "old-0123456789abcdef.json"
    old.mkdir(parents=True)
    assert digest(inputs, "--out", out) == 1
    assert f"The digest is written, but old records cannot be removed: {old}: " in (
        capsys.readouterr().err
    )
    assert len(articles_of(out)) == 2
    old.rmdir()
    assert digest(inputs, "--out", out) == 0


def test_standard_input_that_breaks_off_loses_only_its_last_row(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run = subprocess.run(
        [sys.executable, "-m", "summarize", "digest", "-", "--no-translate", "--out", str(out)],
        cwd=ROOT,
        input="".join(map(row, range(3)))[:-20],
        capture_output=True,
        encoding="utf-8",
    )
    assert run.returncode == 1
    assert sorted(article["source"] for article in articles_of(out)) == ["tin-0", "tin-1"]
    (error,) = read_lines(out / "errors.jsonl")
    assert error["source"] == "standard input:3"


@pytest.mark.parametrize("model", ["./modle", "../modle", "modle", "/no/modle"])
def test_a_model_that_cannot_be_had_is_wrong_usage_and_costs_no_digest(
    model: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    inputs, out = write_articles(tmp_path / "in", 2), tmp_path / "out"
    monkeypatch.chdir(tmp_path)
    assert digest(inputs, "--out", out) == 0
    before = files_of(out)
    capsys.readouterr()
    assert main(["digest", str(inputs), "--out", str(out), "--model", model]) == 2
    assert capsys.readouterr().err == (
        f"There is no model directory {model}. Give the path of a MarianMT directory, a hub id "
        "such as Helsinki-NLP/opus-mt-vi-en, or leave the model out for the built-in one. "
        "Nothing was made.\n"
    )
    assert files_of(out) == before


def test_damaged_translations_are_made_anew_and_cost_no_english(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inputs, out = write_articles(tmp_path / "in", 2), tmp_path / "out"
    arguments = ["digest", str(inputs), "-n", "1", "--no-group", "--out", str(out)]
    assert main(arguments) == 0
    whole = files_of(out)
    (cache,) = (out / ".state").glob("translations-*.sqlite")
    remembered = cache.read_bytes()
    for damaged in (bytes(range(100)), remembered[:4096] + b"\0" * (len(remembered) - 4096)):
        cache.write_bytes(damaged)
        capsys.readouterr()
        assert main([*arguments, "--force"]) == 0
        note, _ = capsys.readouterr().err.splitlines()
        assert note.startswith(f"The remembered translations in {cache} were damaged: that file is")
        assert files_of(out) == whole
        assert len(cache.read_bytes()) == len(remembered)


def test_a_remembered_translation_is_as_unsure_as_at_first(tmp_path: Path) -> None:
    article, out = tmp_path / "duong.txt", tmp_path / "out"
    article.write_text("Chi chít ổ gà trên cao tốc ngàn tỷ.", encoding="utf-8")
    assert main(["digest", str(article), "-n", "1", "--out", str(out)]) == 0
    first = files_of(out)
    assert main(["digest", str(article), "-n", "1", "--force", "--out", str(out)]) == 0
    assert files_of(out) == first
    assert "The model is unsure of this translation." in first["digest.md"].decode()


def test_a_model_in_a_directory_is_used(tmp_path: Path) -> None:
    inputs, model = write_articles(tmp_path / "in", 2), tmp_path / "model"
    shutil.copytree(ROOT / "summarize" / "model", model)
    arguments = ["digest", str(inputs), "-n", "1", "--model", str(model)]
    assert main([*arguments, "--out", str(tmp_path / "out")]) == 0
    stories = read_lines(tmp_path / "out" / "digest.jsonl")
    assert all(story["points"][0]["english"] and not story["notes"] for story in stories)


def test_stories_stand_by_day_then_section_then_outlet_then_as_given(tmp_path: Path) -> None:
    rows = [
        ("https://b.vn/1", "2024-01-01"),
        ("https://a.vn/2", None),
        ("https://b.vn/3", "2024-01-02"),
        ("https://a.vn/4", "2024-01-02"),
        ("https://a.vn/5", "2024-01-02"),
        ("https://[no address/6", "2024-01-02"),
    ]
    table = tmp_path / "tin.jsonl"
    table.write_text(
        "".join(
            json.dumps({"url": url, "date": day, "text": f"Hà Nội có mưa to ở {url} hôm nay."})
            + "\n"
            for url, day in rows
        )
    )
    assert digest(table, "--no-group", "--out", tmp_path / "out") == 0
    assert [article["source"][-1] for article in articles_of(tmp_path / "out")] == [
        "6",
        "4",
        "5",
        "3",
        "1",
        "2",
    ]
