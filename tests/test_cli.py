"""The command line as a shell sees it: stdout, stderr, exit codes and files."""

from __future__ import annotations

import io
import json
import os
import shutil
import stat
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from conftest import SAMPLES

import summarize
from summarize.cli import main

VTV = str(SAMPLES / "vtv-chinh-phu-dien-tu.txt")


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_run_prints_the_points_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", VTV, "-n", "2"]) == 0
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert lines[0] == "Văn phòng Chính phủ cần quyết liệt hơn trong xây dựng Chính phủ điện tử"
    assert lines[1] == "2019-01-10 · Ban Thời sự"
    assert [line[:3] for line in lines[3:]] == ["1. ", "2. "]
    assert err == ""


def test_run_gives_json_with_english(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", VTV, "--json", "--translate"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["published"] == "2019-01-10"
    assert "Government" in data["english_title"]
    assert all(point["english"] for point in data["points"])


def test_run_reads_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Hà Nội có mưa lớn trong đêm qua khiến nhiều tuyến phố trung tâm bị ngập sâu."
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert main(["run", "-", "-n", "1"]) == 0
    assert capsys.readouterr().out == f"1. {text}\n"


def test_explain_tells_what_was_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", VTV, "--explain"]) == 0
    assert ": Ảnh: TTXVN\n" in capsys.readouterr().err


def test_a_bad_input_is_one_calm_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "khong-co.txt"]) == 1
    assert capsys.readouterr() == ("", "There is no file khong-co.txt.\n")


def test_a_bad_model_still_gives_the_vietnamese_points(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", VTV, "--translate", "--model", "/no/model"]) == 1
    out, err = capsys.readouterr()
    assert out.count("\n") == 6
    assert "There is no model directory /no/model" in err


@pytest.mark.parametrize("arguments", [[], ["run"], ["run", VTV, "--ranker", "best"]])
def test_wrong_usage_exits_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(arguments)
    assert exit_.value.code == 2


def test_no_points_asked_for_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "/not/there", "-n", "0"]) == 2  # told before anything is read
    assert "at least 1" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["run", "digest --no-translate --out out"])
def test_a_model_without_translation_is_wrong_usage(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command.split(), VTV, "--model", "/no/model"]) == 2
    assert capsys.readouterr() == (
        "",
        "--model needs --translate: only English takes a model.\n",
    )


def test_an_interrupt_exits_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("summarize.sources.read_article", interrupt)
    assert main(["run", VTV]) == 130


@pytest.mark.parametrize("module", ["numpy", "argparse", "dataclasses"])
def test_an_interrupt_while_the_program_loads_exits_with_130_and_one_line(
    module: str, tmp_path: Path
) -> None:
    (tmp_path / f"{module}.py").write_text("raise KeyboardInterrupt")
    run = subprocess.run(
        [*PROGRAM, "run", VTV],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert (run.returncode, run.stderr) == (130, "Interrupted.\n")


def test_digest_writes_every_article_and_every_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\0\1\2")
    assert main(["digest", VTV, str(bad), "missing.txt", str(SAMPLES), "--out", str(out)]) == 1
    err = capsys.readouterr().err
    stories = read_lines(out / "digest.jsonl")
    errors = read_lines(out / "errors.jsonl")
    assert len(stories) == len(list(SAMPLES.iterdir()))
    assert [error["source"] for error in errors] == [str(bad), "missing.txt"]
    assert all(point["english"] for story in stories for point in story["points"])
    markdown = (out / "digest.md").read_text(encoding="utf-8")
    assert markdown.count("\n## ") == len(stories) + 1
    assert "8 articles digested, 1 duplicate, 2 failed:" in err.splitlines()[-1]


def test_digests_have_the_permissions_of_any_file(tmp_path: Path) -> None:
    (tmp_path / "any").touch()
    ordinary = stat.S_IMODE((tmp_path / "any").stat().st_mode)
    (tmp_path / "any").unlink()
    assert main(["digest", VTV, "--no-translate", "--out", str(tmp_path)]) == 0
    files = [path for path in tmp_path.rglob("*") if path.is_file() and ".state" not in path.parts]
    assert sorted(path.name.partition("-")[0] for path in files) == [
        "digest.html",
        "digest.jsonl",
        "digest.md",
        "errors.jsonl",
        "vtv",
    ]
    for path in files:
        assert stat.S_IMODE(path.stat().st_mode) == ordinary


@pytest.mark.parametrize("inputs", [".", "**", "*"])
def test_a_digest_is_no_input_of_the_next_one(
    inputs: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(VTV, "tin.txt")
    arguments = ["digest", "--no-translate", "--out", "out"]
    assert [main([*arguments, inputs]), main([*arguments, inputs])] == [0, 0]
    assert capsys.readouterr().err.splitlines()[1].startswith("1 article digested, 1 unchanged:")
    assert main([*arguments, "--dry-run", "out/digest.md"]) == 0
    assert capsys.readouterr().out == "to do\tout/digest.md\n"


def test_a_digest_may_be_written_beside_or_above_its_inputs_but_not_among_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("tin").mkdir()
    shutil.copy(VTV, "tin")
    arguments = ["digest", "--no-translate", "--dry-run", "--out", "."]
    assert [main([*arguments, inputs]) for inputs in ("tin", "tin/*", ".")] == [0, 0, 1]
    assert "file outside of ., where the digest is written." in capsys.readouterr().err


def test_an_earlier_digest_is_no_input_of_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("tin").mkdir()
    shutil.copy(VTV, "tin/vtv.txt")
    for day in ("thứ hai", "thứ ba"):
        assert main(["digest", "tin", "--no-translate", "--out", f"tin/{day}"]) == 0
    shutil.rmtree("tin/thứ hai/.state")
    Path("tin/thứ hai/ghi chú.md").write_text("Hà Nội có mưa lớn trong đêm.", encoding="utf-8")
    passed = "2 earlier digests, not read: tin/thứ ba, tin/thứ hai."
    for inputs in ("tin", "tin/**", "tin/*"):
        capsys.readouterr()
        assert main(["digest", inputs, "--dry-run", "--no-translate", "--out", "tuần"]) == 0
        printed = capsys.readouterr()
        assert sorted(printed.out.splitlines()) == [
            "to do\ttin/thứ hai/ghi chú.md",
            "to do\ttin/vtv.txt",
        ]
        assert printed.err.splitlines()[0] == f"{inputs} holds {passed}"
    assert main(["digest", "tin/thứ ba", "--dry-run", "--no-translate", "--out", "tuần"]) == 1
    assert " file besides those of an earlier digest." in capsys.readouterr().err
    named = ["tin/thứ ba/digest.md", "tin/thứ hai/*.html"]
    assert main(["digest", *named, "--dry-run", "--no-translate", "--out", "tuần"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "to do\ttin/thứ ba/digest.md",
        "to do\ttin/thứ hai/digest.html",
    ]


def test_all_files_that_are_not_read_are_named_where_that_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("tin").mkdir()
    shutil.copy(VTV, "tin/vtv.txt")
    names = ["a.docx", "b.eml", "c.json", "d.srt", "e.zip"]
    for name in names:
        Path("tin", name).touch()
    arguments = ["digest", "tin", "--dry-run", "--no-translate", "--out", "out"]
    assert main([*arguments, "-v"]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].endswith("5 files of other kinds, not read: a.docx, b.eml, c.json and 2 more.")
    assert lines[1:-1] == [f"unread: tin/{name}" for name in names]
    assert main([*arguments, "--log-json"]) == 0
    assert "unread" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ([], []),
        (["a.zip"], ["tin holds 1 file of another kind, not read: a.zip."]),
        (
            ["a.docx", "b.eml", "c.json", "d.srt", "mot-bai", ".DS_Store", ".git/config"],
            ["tin holds 5 files of other kinds, not read: a.docx, b.eml, c.json and 2 more."],
        ),
    ],
)
def test_a_folder_s_files_that_are_not_read_are_told_and_fail_nothing(
    others: list[str],
    said: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("tin/.git").mkdir(parents=True)
    shutil.copy(VTV, "tin")
    for name in others:
        Path("tin", name).touch()
    assert main(["digest", "tin", "--no-translate", "--out", "tin/out"]) == 0
    assert main(["digest", "tin", "--no-translate", "--out", "tin/out"]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert [line[:18] for line in lines if line not in said] == 2 * ["1 article digested"]
    assert [line for line in lines if line in said] == 2 * said


def test_rows_of_two_tables_with_the_same_ids_are_told_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, day in (("a.csv", "thứ ba"), ("b.csv", "hôm qua")):
        text = f"Hà Nội có mưa lớn trong đêm {day}."
        Path(name).write_text(f"id,url,text\n1,,{text}\n2,https://a.vn/{name},Mưa đá {text}\n")
    arguments = ["digest", "a.csv", "b.csv", "--no-translate", "--out", "out"]
    assert main([*arguments, "--dry-run"]) == 0
    named = ["a.csv: 1", "https://a.vn/a.csv", "b.csv: 1", "https://a.vn/b.csv"]
    assert capsys.readouterr().out == "".join(f"to do\t{name}\n" for name in named)
    assert main(arguments) == 0
    assert sorted(
        article["source"]
        for story in read_lines(Path("out/digest.jsonl"))
        for article in story["articles"]
    ) == sorted(named)


def test_to_chooses_the_documents(tmp_path: Path) -> None:
    assert main(["digest", VTV, "--no-translate", "--to", "html", "--out", str(tmp_path)]) == 0
    assert [path.name for path in tmp_path.glob("digest.*")] == ["digest.html"]


def test_a_dry_run_lists_what_would_be_done_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    arguments = ["digest", VTV, VTV, "missing.txt", "--no-translate", "--out", str(out)]
    assert main([*arguments, "--dry-run"]) == 1
    printed = capsys.readouterr()
    assert printed.out == f"to do\t{VTV}\nduplicate\t{VTV}\nfailed\tmissing.txt\n"
    assert printed.err.splitlines() == [
        "There is no file missing.txt.",
        "1 article to digest, 1 duplicate, 1 failed; nothing was written.",
    ]
    assert not out.exists()
    assert main(arguments) == 1
    capsys.readouterr()
    assert main([*arguments, "--dry-run"]) == 1
    assert capsys.readouterr().out.startswith(f"unchanged\t{VTV}\n")


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--fail-fast"], "--fail-fast"),
        (["--to", "md"], "--to"),
        (["--engine", "ray"], "--engine"),
        (["--no-group", "--jobs", "2"], "--no-group, --jobs"),
    ],
)
def test_a_dry_run_with_options_for_the_making_is_wrong_usage(
    options: list[str], named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["digest", VTV, "--out", "out", "--dry-run", *options]) == 2
    assert capsys.readouterr() == ("", f"--dry-run makes nothing, so leave out {named}.\n")


def test_fail_fast_stops_at_the_first_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["digest", "missing.txt", VTV, "--no-translate", "--out", str(tmp_path)]
    assert main([*arguments, "--fail-fast"]) == 1
    assert "Stopped at the first failure: There is no" in capsys.readouterr().err.splitlines()[-1]
    assert not (tmp_path / "digest.md").exists()


@pytest.mark.parametrize(
    ("loudness", "lines"), [(["-q"], ["1 art"]), ([], ["There", "1 art"]), (["-v"], 3 * [""])]
)
def test_quiet_and_verbose_choose_what_is_said(
    loudness: list[str], lines: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["digest", "missing.txt", VTV, "--no-translate", "--out", str(tmp_path)]
    assert main([*arguments, *loudness]) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == len(lines)
    assert all(line.startswith(start) for line, start in zip(said, lines, strict=True))


def test_the_log_can_be_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["digest", "missing.txt", VTV, "--no-translate", "--log-json"]
    assert main([*arguments, "--out", str(tmp_path / "out")]) == 1
    failed, done = map(json.loads, capsys.readouterr().err.splitlines())
    assert (failed["event"], failed["source"]) == ("failed", "missing.txt")
    assert (done["event"], done["made"], done["failed"]) == ("done", 1, 1)
    assert main([*arguments, "--fail-fast", "--out", str(tmp_path / "out")]) == 1
    assert json.loads(capsys.readouterr().err.splitlines()[-1])["event"] == "stopped"


@pytest.mark.parametrize(
    "wrong",
    [
        ["--jobs", "0"],
        *(["--timeout", seconds] for seconds in ("0", "nan", "inf", "1e12")),
        *(["--delay", seconds] for seconds in ("-1", "nan", "inf", "1e12")),
        ["--to", "pdf"],
        ["-q", "-v"],
        ["--ranker", "best"],
    ],
)
def test_wrong_options_of_a_digest_exit_with_2(wrong: list[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["digest", VTV, "--out", str(tmp_path / "out"), *wrong])
    assert exit_.value.code == 2
    assert not (tmp_path / "out").exists()


def test_a_format_that_there_is_not_is_told_with_those_that_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        main(["digest", VTV, "--out", "out", "--to", "md,pdf"])
    assert capsys.readouterr().err.splitlines()[-1] == (
        "summarize digest: error: argument --to: there is no format 'pdf' "
        "(choose from md, html, jsonl, with commas)"
    )


def test_the_program_and_the_package_say_their_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["--version"])
    assert exit_.value.code == 0
    assert capsys.readouterr() == (f"summarize {version('summarize-vietnamese')}\n", "")
    assert summarize.__version__ == version("summarize-vietnamese")


def test_a_place_that_cannot_be_written_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "file"
    file.touch()
    assert main(["digest", VTV, "--no-translate", "--out", str(file)]) == 1
    assert "cannot be written" in capsys.readouterr().err


PROGRAM = (sys.executable, "-m", "summarize")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii"])
def test_the_module_runs_as_a_program_and_writes_utf_8(encoding: str) -> None:
    run = subprocess.run(
        [*PROGRAM, "run", VTV, "-n", "1", "--explain"],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": encoding},
    )
    assert "Chính phủ điện tử" in run.stdout
    assert ": Ảnh: TTXVN" in run.stderr


@pytest.mark.parametrize(
    "arguments", [["run", VTV], ["digest", VTV, "--dry-run", "--out", "out"]], ids=["run", "digest"]
)
def test_a_reader_that_goes_away_ends_the_program_quietly(arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    run = subprocess.run([*PROGRAM, *arguments], stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (run.returncode, run.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has the device")
def test_a_full_disk_is_one_line() -> None:
    with open("/dev/full", "w") as full:
        run = subprocess.run([*PROGRAM, "run", VTV], stdout=full, stderr=subprocess.PIPE, text=True)
    assert run.returncode == 1
    assert run.stderr == "Standard output cannot be written: No space left on device.\n"


@pytest.mark.parametrize("arguments", [["run", "-"], ["digest", "-", "--dry-run", "--out", "out"]])
def test_closed_standard_input_is_an_input_that_cannot_be_read(
    arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", None)  # as Python has it after <&-
    assert main(arguments) == 1
    assert capsys.readouterr().err.startswith("Standard input is closed: ")


@pytest.mark.parametrize("name", ["", " "])
def test_an_empty_name_is_no_input(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(VTV, "tin.txt")
    assert main(["run", name]) == 1
    assert main(["digest", name, "--no-translate", "--out", "out"]) == 1
    run, digest, last = capsys.readouterr().err.splitlines()
    said = "An input is empty: name a file, a folder or an address. A variable in the command may"
    assert run == digest == f"{said} be unset."
    assert last == "0 articles digested, 1 failed: out/errors.jsonl."


def test_a_folder_is_for_the_digest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(tmp_path)]) == 1
    assert "is a folder: summarize digest takes folders" in capsys.readouterr().err
