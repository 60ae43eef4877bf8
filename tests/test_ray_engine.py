"""The batch on a local Ray cluster of two workers, one of which dies."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import LOOPBACK_ONLY, SAMPLES
from test_digest import ROOT, digest, files_of, read_lines, write_articles

from summarize.cli import main

# What every Python process of the test runs first. Articles are read in a child of the Ray worker.
DEATH = """
import os, pathlib, signal
import summarize.sources as sources
parse = sources.parse_raw
flag = pathlib.Path(__file__).with_name("died")
def parse_raw(raw):
    if b"DEATH" in raw.content and not flag.exists():
        flag.touch()
        os.kill(os.getppid(), signal.SIGKILL)
    if b"POISON" in raw.content:
        os.abort()
    return parse(raw)
sources.parse_raw = parse_raw
"""


def digest_on_ray(*arguments: object, site: Path) -> subprocess.CompletedProcess[str]:
    """Run a digest by a cluster of two workers, Python starting with what is in ``site``."""
    command = [sys.executable, "-m", "summarize", "digest", *map(str, arguments)]
    return subprocess.run(
        # Ray listens on the machine's own address; here that is the loopback one.
        [*LOOPBACK_ONLY, *command, "--engine", "ray", "--jobs", "2"],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": f"{site}{os.pathsep}{ROOT}",
            # Ray's own patience is short for a busy machine.
            "RAY_agent_register_timeout_ms": "300000",
            "RAY_raylet_start_wait_time_s": "300",
        },
        capture_output=True,
        encoding="utf-8",
    )


def test_a_ray_cluster_translates_to_the_bytes_of_the_local_engine(tmp_path: Path) -> None:
    inputs = write_articles(tmp_path / "in", 12)
    for sample in sorted(SAMPLES.iterdir())[:3]:
        shutil.copy(sample, inputs)
    out, local = tmp_path / "out", tmp_path / "local"
    run = digest_on_ray(inputs, "-n", 2, "--out", out, site=tmp_path)
    assert run.returncode == 0, run.stderr
    assert main(["digest", str(inputs), "-n", "2", "--jobs", "1", "--out", str(local)]) == 0
    assert files_of(out) == files_of(local)
    stories = read_lines(out / "digest.jsonl")
    assert {len(story["articles"]) > 1 for story in stories} == {False, True}
    assert all(point["english"] for story in stories for point in story["points"])


def test_a_ray_cluster_that_loses_a_worker_gives_the_bytes_of_the_local_engine(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(DEATH)
    inputs = write_articles(tmp_path / "in", 24)
    with (inputs / "bài 003.txt").open("a", encoding="utf-8") as file:
        file.write(" DEATH")
    out, local = tmp_path / "out", tmp_path / "local"
    assert digest(inputs, "--out", local) == 0
    (inputs / "bài 100.txt").write_text("Bài này có POISON ở trong đó.", encoding="utf-8")
    run = digest_on_ray(inputs, "--no-translate", "--out", out, site=tmp_path / "site")
    assert (tmp_path / "site" / "died").exists(), run.stderr
    assert run.returncode == 1, run.stderr
    # Ray has words of its own for the death.
    assert "bài 100.txt crashed the process that read it (SIGABRT)" in run.stderr
    last = run.stderr.splitlines()[-1]
    assert last.startswith("24 articles digested") and ", 1 failed: " in last
    errors = read_lines(out / "errors.jsonl")
    assert [Path(error["source"]).name for error in errors] == ["bài 100.txt"]
    # What Ray made is what the local engine would have made, and goes on from.
    (inputs / "bài 100.txt").unlink()
    capsys.readouterr()
    assert digest(inputs, "--out", out) == 0
    assert ", 24 unchanged: " in capsys.readouterr().err
    assert files_of(out) == files_of(local)


def test_ray_that_is_not_installed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    inputs = write_articles(tmp_path / "in", 1)
    assert main(["digest", str(inputs), "--engine", "ray", "--out", str(tmp_path / "out")]) == 2
    assert "pip install 'summarize-vietnamese[ray]'" in capsys.readouterr().err
