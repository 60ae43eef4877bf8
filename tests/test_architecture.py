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
MODULES = sorted(
    path for path in PACKAGE.rglob("*.py") if path.name not in ("__init__.py", "__main__.py")
)
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


def imported_stretches(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "summarize":
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("summarize."):
            found.add(str(node.module).split(".")[1])
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_modules_import_only_what_lies_upstream(path: Path) -> None:
    assert imported_stretches(path) - {stretch(path)} <= MAY_IMPORT[stretch(path)]


def test_importing_the_package_loads_nothing_heavy() -> None:
    program = "import sys, summarize; print(*(name.split('.')[0] for name in sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert not HEAVY & set(run.stdout.split())
