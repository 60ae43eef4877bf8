"""The README keeps its word: every code block in it is run, and what it prints is compared."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
SAME = doctest.OutputChecker()


def blocks(language: str) -> list[str]:
    return [block for name, block in BLOCKS if name == language]


def test_every_block_is_of_a_kind_that_is_run() -> None:
    assert {name for name, _ in BLOCKS} == {"sh", "console", "python"}
    assert len(README.splitlines()) < 120


@pytest.mark.parametrize("block", blocks("python"))
def test_python_sessions_print_what_they_say(block: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    test = doctest.DocTestParser().get_doctest(block, {}, "README.md", "README.md", 0)
    report: list[str] = []
    results = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=report.append)
    assert results.attempted
    assert not results.failed, "".join(report)


@pytest.mark.parametrize("block", blocks("console"))
def test_console_sessions_print_what_they_say(block: str, tmp_path: Path) -> None:
    commands = re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
    assert commands
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    # Run aside, where the samples are but an out/ folder may be written.
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    for command, expected in commands:
        run = subprocess.run(
            command,
            shell=True,
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        assert SAME.check_output(expected, run.stdout, doctest.ELLIPSIS), run.stdout


@pytest.mark.parametrize("block", blocks("sh"))
def test_shell_commands_are_targets_of_the_makefile(block: str) -> None:
    for target in re.findall(r"^make (\w+)", block, re.MULTILINE):
        subprocess.run(["make", "--dry-run", target], cwd=ROOT, check=True, capture_output=True)
