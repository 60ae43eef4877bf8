"""From a model's name to a translator that runs it."""

from __future__ import annotations

import hashlib
import math
import os
import pickle
import re
import shutil
import tempfile
import warnings
from functools import cache, partial
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from summarize.translation.engines import (
    CTranslate2Engine,
    Engine,
    TransformersEngine,
    available_cores,
)
from summarize.translation.translator import UNSURE_BELOW, MarianTranslator, Tokenizer
from summarize.types import OptionError, TranslationError

EngineName: TypeAlias = Literal["ctranslate2", "transformers"]

BUILT_IN_MODEL = Path(__file__).parent.parent / "model"
_HUB_ID = re.compile(r"\w[\w.-]*/[\w.-]+")  # ./model is a folder
_SENTENCE_PIECES = ("source.spm", "target.spm")
_INSTALL_HUB = "Install what it needs: pip install 'summarize-vietnamese[hub]'."


def load_translator(
    model: str | Path | None = None,
    engine: EngineName = "ctranslate2",
    *,
    threads: int | None = None,
) -> MarianTranslator:
    """Load a MarianMT vi→en model.

    ``model`` is a directory in Marian's layout, a Hugging Face hub id such as
    ``Helsinki-NLP/opus-mt-vi-en``, or None for the built-in model, which needs no network.
    ``engine`` "ctranslate2" runs int8 weights; a model that has none beside it is converted once
    into the user's cache directory, which takes transformers and torch. "transformers" runs the
    directory as it is. ``threads`` bounds how many batches CTranslate2 decodes at once; None
    means one on each core. CTranslate2 cannot be used after a fork; pickled, as an argument for
    another process, a translator is its directory, which that process loads once.

    Raises OptionError for an unknown engine or ``threads`` below one, and TranslationError where
    the model cannot be found, fetched, converted or loaded.
    """
    if engine not in get_args(EngineName):
        raise OptionError(
            f"There is no engine {engine!r}. Choose from {', '.join(get_args(EngineName))}."
        )
    if threads is not None and threads < 1:
        raise OptionError(
            f"The number of threads must be at least 1, or None for one a core, not {threads}."
        )
    name = "built-in model" if model is None else str(model)
    directory = BUILT_IN_MODEL if model is None else _find_directory(model)
    for file in _SENTENCE_PIECES:
        if not (directory / file).is_file():
            raise TranslationError(
                f"The model directory {directory} holds no {file}. "
                "Give a complete MarianMT directory, or leave the model out for the built-in one."
            )
    try:
        tokenizer = Tokenizer(directory)
        own = directory == BUILT_IN_MODEL
        load = partial(_load_once, None if own else directory.absolute(), engine, threads)
        runs: Engine
        if engine == "transformers":
            runs = TransformersEngine(directory, whole_words=own)
        else:
            converted, threads = _find_converted(directory), threads or available_cores()
            runs = CTranslate2Engine(converted, threads, whole_words=own)
        # Where another model's probabilities would be low nobody has measured.
        unsure_below = UNSURE_BELOW if own else -math.inf
        return MarianTranslator(runs, tokenizer, name, load, unsure_below=unsure_below)
    except ImportError as error:
        raise TranslationError(
            f"The model {name} cannot be run: {error}. {_INSTALL_HUB}"
        ) from error
    except (OSError, RuntimeError, ValueError, KeyError, pickle.UnpicklingError) as error:
        raise TranslationError(
            f"The model in {directory} cannot be loaded: {_first_line(error)}. Its files may be "
            "damaged: fetch them again, or leave the model out for the built-in one."
        ) from error


@cache
def _load_once(model: Path | None, engine: EngineName, threads: int | None) -> MarianTranslator:
    return load_translator(model, engine, threads=threads)


def _find_directory(model: str | Path) -> Path:
    path = Path(model).expanduser()
    if path.is_dir():
        return path
    if isinstance(model, str) and _HUB_ID.fullmatch(model):
        return _fetch_from_hub(model)
    raise TranslationError(
        f"There is no model directory {model}. Give the path of a MarianMT directory, a hub id "
        "such as Helsinki-NLP/opus-mt-vi-en, or leave the model out for the built-in one."
    )


def _fetch_from_hub(hub_id: str) -> Path:
    try:
        from huggingface_hub import snapshot_download
        from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError
    except ImportError as error:
        raise TranslationError(
            f"The hub model {hub_id} cannot be fetched. {_INSTALL_HUB}"
        ) from error
    try:
        return Path(
            snapshot_download(
                hub_id,
                allow_patterns=["*.json", "*.spm", "model.safetensors", "pytorch_model.bin"],
            )
        )
    except (OSError, ValueError, HfHubHTTPError, LocalEntryNotFoundError) as error:
        raise TranslationError(
            f"The model {hub_id} could not be fetched from the Hugging Face hub: "
            f"{_first_line(error)}. Check its name and the network, give a directory that holds "
            "it, or leave the model out for the built-in one."
        ) from error


def _find_converted(directory: Path) -> Path:
    """The CTranslate2 form of a Marian directory: in it, beside it in ``ct2``, or in the cache."""
    for candidate in (directory / "ct2", directory):
        if (candidate / "model.bin").is_file():
            return candidate
    cached = _cache_directory() / _fingerprint(directory)
    if not (cached / "model.bin").is_file():
        _convert(directory, cached)
    return cached


def _convert(directory: Path, target: Path) -> None:
    from ctranslate2.converters import TransformersConverter
    from filelock import FileLock

    target.parent.mkdir(parents=True, exist_ok=True)
    # One process converts while the others wait, and aside, so that none finds half a model.
    with (
        FileLock(f"{target}.lock"),
        tempfile.TemporaryDirectory(dir=target.parent) as scratch,
        warnings.catch_warnings(),
    ):
        if (target / "model.bin").is_file():
            return
        # transformers recommends sacremoses, which nothing here uses.
        warnings.filterwarnings("ignore", message=".*sacremoses")
        converted = Path(scratch) / "converted"
        TransformersConverter(str(directory)).convert(str(converted), quantization="int8")
        if target.exists():
            shutil.rmtree(target)
        converted.replace(target)


def _fingerprint(directory: Path) -> str:
    """A name for the directory's present state."""
    digest = hashlib.sha256(str(directory.resolve()).encode())
    for path in sorted(directory.glob("*")):
        status = path.stat()
        digest.update(f"{path.name} {status.st_size} {status.st_mtime_ns}".encode())
    return digest.hexdigest()[:20]


def _cache_directory() -> Path:
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(root) / "summarize-vietnamese"


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")
