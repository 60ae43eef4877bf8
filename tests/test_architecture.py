"""The river flows one way: which module may import which, and what an import costs."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "summarize"
BASE = {"types", "words", "sentences"}
MAY_IMPORT = {
    "types": set(),
    "words": set(),
    "sentences": {"types", "words"},
    "openings": {"types"},
    "encodings": BASE,
    "cleaning": BASE,
    "ranking": BASE | {"openings"},
    "stories": BASE | {"openings", "ranking"},
    "translation": BASE,
    "rendering": BASE,
    "fetching": BASE,
    "sources": BASE | {"cleaning", "encodings", "fetching"},
    "pipeline": BASE | {"cleaning", "encodings", "openings", "ranking", "translation", "sources"},
    "digest": BASE | {"stories", "translation", "pipeline", "rendering", "sources"},
    "web": BASE | {"translation", "rendering", "fetching", "sources"},
    "cli": BASE
    | {"ranking", "translation", "pipeline", "rendering", "fetching", "sources", "digest"},
}
OUTSIDE = {PACKAGE / "__init__.py", PACKAGE / "__main__.py"}  # the doors to all of it
MODULES = sorted(set(PACKAGE.rglob("*.py")) - OUTSIDE)
HEAVY = {
    "numpy",
    "torch",
    "transformers",
    "gradio",
    "ctranslate2",
    "sumy",
    "trafilatura",
    "sentencepiece",
    "feedparser",
    "lxml",
    "protego",
    "ray",
    "urllib3",
}


def stretch(path: Path) -> str:
    """The module or folder of the package that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_stretches(program: str) -> set[str]:
    """Which modules or folders of the package a program imports, or names from, anywhere."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(program)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("summarize.")}
    return found


@pytest.mark.parametrize(
    "program",
    [
        "import summarize.words",
        "import json, summarize.words as texts",
        "from summarize import words",
        "from summarize.words import syllables",
        "def later():\n    import summarize.words",
    ],
)
def test_every_way_of_importing_is_seen(program: str) -> None:
    assert imported_stretches(program) == {"words"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_import_only_what_lies_upstream(path: Path) -> None:
    imported = imported_stretches(path.read_text(encoding="utf-8"))
    assert imported - {stretch(path)} <= MAY_IMPORT[stretch(path)]


def test_importing_the_package_loads_nothing_heavy() -> None:
    program = "import sys, summarize; print(*(name.split('.')[0] for name in sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert not HEAVY & set(run.stdout.split())
