"""Tables row by row: JSON Lines, CSV, TSV and Parquet, however large."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, tee
from pathlib import Path
from typing import Any, BinaryIO

from summarize.encodings import guess_encodings
from summarize.sources.files import MAX_ARTICLE_BYTES, open_file, unpacked_name
from summarize.sources.parsing import TEXT_COLUMNS, USED_COLUMNS
from summarize.types import InputError

TABLE_SUFFIXES = (".jsonl", ".csv", ".tsv", ".parquet")
_DELIMITERS = ",;\t"
_STATED_DELIMITER = re.compile(r'"?sep=([,;|\t])"?', re.IGNORECASE)  # Excel's first line
_FEW_NULLS = 8
_PARQUET_BATCH = 64  # rows held at once


def read_rows(path: Path) -> Iterator[tuple[int, dict[str, str] | None]]:
    """Each row's number, from 1, and its columns, None where it is not a row.

    Raises InputError, also midway, where the rest of the table cannot be read.
    """
    suffix = unpacked_name(path).suffix.lower()
    if suffix == ".parquet":
        yield from _parquet_rows(path)
        return
    with open_file(path) as stream:
        lines = _lines(stream, str(path))
        if suffix == ".jsonl":
            yield from _json_rows(lines)
        else:
            yield from _csv_rows(lines, str(path), "\t" if suffix == ".tsv" else None)


def read_json_rows(head: bytes, stream: BinaryIO) -> Iterator[tuple[int, dict[str, str] | None]]:
    """As ``read_rows`` for UTF-8 JSON Lines: the lines in ``head``, then those of the stream."""
    rest = iter(lambda: stream.readline(MAX_ARTICLE_BYTES), b"")
    lines = (line.decode(errors="surrogateescape") for line in chain(io.BytesIO(head), rest))
    yield from _json_rows(map(_mend, lines))


def _lines(stream: io.BufferedReader, name: str) -> Iterator[str]:
    """The lines of a text, each short enough for memory whatever is fed."""
    head = stream.peek(1 << 16)
    encodings = guess_encodings(head)
    if not encodings:
        # A null byte costs its own row; UTF-16 is full of them.
        without = guess_encodings(head.replace(b"\0", b"", _FEW_NULLS))
        encodings = without if "utf-8-sig" in without else ()
    if not encodings:
        raise InputError(f"{name} is not a text: save it as UTF-8.")
    errors = "surrogateescape" if encodings[0] == "utf-8-sig" else "replace"
    text = io.TextIOWrapper(stream, encodings[0], errors, newline="")
    while line := text.readline(MAX_ARTICLE_BYTES):
        if len(line) == MAX_ARTICLE_BYTES:
            raise InputError(f"{name} has a line over {MAX_ARTICLE_BYTES // 1_000_000} MB.")
        yield _mend(line)


def _mend(line: str) -> str:
    """A line of UTF-8 with escaped bytes among it: without these letters, or in the encoding that
    it has alone.
    """
    try:
        line.encode()
    except UnicodeEncodeError:
        content = line.encode(errors="surrogateescape")
        return content.decode(next(iter(guess_encodings(content)), "utf-8"), "replace")
    return line


def _json_rows(lines: Iterable[str]) -> Iterator[tuple[int, dict[str, str] | None]]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                row = json.loads(line)
            except (ValueError, RecursionError):
                row = None
            yield number, _columns(row) if isinstance(row, Mapping) else None


def _csv_rows(
    lines: Iterator[str], name: str, delimiter: str | None
) -> Iterator[tuple[int, dict[str, str] | None]]:
    csv.field_size_limit(MAX_ARTICLE_BYTES)
    filled = filter(_is_filled, lines)
    header = next(filled, "")
    if stated := _STATED_DELIMITER.fullmatch(header.strip("\r\n")):
        delimiter, header = stated[1], next(filled, "")
    lines = chain([header], lines)
    try:
        if not delimiter:
            delimiter, lines = _find_delimiter(lines)
        for number, row in enumerate(csv.DictReader(lines, delimiter=delimiter), 1):
            yield number, _columns(row)
    except csv.Error as error:
        raise InputError(f"{name} is not a table from some row on: {error}.") from error


def _is_filled(line: str) -> bool:
    return bool(line.strip(f"{_DELIMITERS} \r\n"))


def _find_delimiter(lines: Iterator[str]) -> tuple[str, Iterator[str]]:
    """What parts the header into most columns, and the lines from the header on."""
    lines, *copies = tee(lines, 1 + len(_DELIMITERS))
    columns = {
        delimiter: len(next(csv.reader(copy, delimiter=delimiter), ()))
        for delimiter, copy in zip(_DELIMITERS, copies, strict=True)
    }
    return max(columns, key=columns.__getitem__), lines


def _parquet_rows(path: Path) -> Iterator[tuple[int, dict[str, str] | None]]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise InputError(
            f"{path} takes the package pyarrow to read: pip install pyarrow."
        ) from error
    number = 0
    try:
        with parquet.ParquetFile(path) as file:
            row = dict.fromkeys(file.schema_arrow.names)
            used = [name for name in row if _column_name(name) in USED_COLUMNS]
            for batch in file.iter_batches(batch_size=_PARQUET_BATCH, columns=used):
                columns = list(map(_parquet_cells, batch.columns))
                for index in range(batch.num_rows):
                    number += 1
                    cells = (cells[index] for cells in columns)
                    yield number, _columns(row | dict(zip(batch.schema.names, cells, strict=True)))
    except FileNotFoundError as error:
        raise InputError(f"There is no file {path}.") from error
    except (OSError, pyarrow.ArrowException) as error:
        raise InputError(f"{path} cannot be read as Parquet: {error}.") from error


def _parquet_cells(column: Any) -> list[Any]:
    """A column's values: bytes as text in UTF-8, times to the second, and None for what Python
    cannot represent.
    """
    import pyarrow

    def read(cell: Any) -> Any:
        if cell.is_valid and isinstance(cell, pyarrow.BinaryScalar):  # strings are such
            return cell.as_buffer().to_pybytes().decode(errors="replace")
        if cell.is_valid and isinstance(cell, pyarrow.ListScalar):
            return list(map(read, cell))
        try:
            return cell.as_py()
        except (ValueError, OverflowError, LookupError):  # the last by an unknown time zone
            return None

    if pyarrow.types.is_timestamp(column.type):  # Python knows no nanoseconds
        column = column.cast(pyarrow.timestamp("s", column.type.tz), safe=False)
    return list(map(read, column))


def _columns(row: Mapping[Any, Any]) -> dict[str, str]:
    """The row with names in lower case and values as text, empty where they are missing or of no
    use. Cells beyond the header are left out, and so is what is nested but for a text's paragraphs.
    """
    columns = {}
    for name, value in row.items():
        if not isinstance(name, str):
            continue
        column = _column_name(name)
        if column in TEXT_COLUMNS:
            value = _join_paragraphs(value)
        if column not in USED_COLUMNS or _is_missing(value):
            columns[column] = ""
        elif not isinstance(value, list | dict):
            # JSON can spell half a surrogate, which is no text.
            columns[column] = str(value).encode(errors="replace").decode()
    return columns


def _column_name(name: str) -> str:
    return name.strip().lower()


def _is_missing(value: Any) -> bool:
    # Many programs write NaN where they have no value, whatever the column holds.
    return value is None or (isinstance(value, float) and not math.isfinite(value))


def _join_paragraphs(value: Any) -> Any:
    """A list of strings as one; anything else as it is."""
    if isinstance(value, list) and all(isinstance(part, str | None) for part in value):
        return "\n".join(filter(None, value))
    return value
