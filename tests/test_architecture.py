"""The river flows one way: which module may import which, and what an import costs."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "summarize"
IMPORTS = {
    "types": set(),
    "words": set(),
    "sentences": {"types", "words"},
    "openings": {"types"},
    "encodings": {"types", "words"},
    "cleaning": {"types", "words", "sentences"},
    "ranking": {"types", "words", "openings"},
    "figures": {"words"},
    "stories": {"types", "sentences", "figures", "openings", "ranking"},
    "translation": {"types", "words", "sentences"},
    "rendering": {"types"},
    "fetching": {"types"},
    "sources": {"types", "words", "cleaning", "encodings", "fetching"},
    "pipeline": {
        *("types", "words", "sentences", "openings", "encodings"),
        *("cleaning", "ranking", "translation", "sources"),
    },
    "digest": {
        *("types", "words", "stories", "translation", "pipeline", "rendering", "sources"),
    },
    "web": {"types", "words", "sentences", "translation", "rendering", "fetching", "sources"},
    "cli": {
        *("types", "ranking", "translation", "pipeline", "rendering", "fetching", "sources"),
        "digest",
    },
}
"""What each module or folder of the package imports of the others."""
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


@pytest.mark.parametrize("name", sorted({*IMPORTS, *map(stretch, MODULES)}))
def test_each_stretch_imports_just_what_is_said_here(name: str) -> None:
    imported: set[str] = set()
    for path in MODULES:
        if stretch(path) == name:
            imported |= imported_stretches(path.read_text(encoding="utf-8"))
    assert imported - {name} == IMPORTS.get(name)


def test_the_river_flows_one_way() -> None:
    TopologicalSorter(IMPORTS).prepare()  # raises CycleError


def test_importing_the_package_loads_nothing_heavy() -> None:
    program = (
        "import sys; from summarize import load_translator, summarize; "
        "print(*(name.split('.')[0] for name in sys.modules))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert not HEAVY & set(run.stdout.split())
