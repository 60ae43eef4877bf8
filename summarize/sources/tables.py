"""Tables row by row: JSON Lines, CSV, TSV and Parquet, however large."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, tee, zip_longest
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from summarize.encodings import guess_encodings
from summarize.sources.files import MAX_ARTICLE_BYTES, open_file, unpacked_name
from summarize.sources.parsing import (
    BYLINE_COLUMNS,
    DATE_COLUMNS,
    TEXT_COLUMNS,
    USED_COLUMNS,
    fold_column,
)
from summarize.types import InputError

TABLE_SUFFIXES = (".jsonl", ".ndjson", ".csv", ".tsv", ".parquet")
_DELIMITERS = ",;|\t"
_STATED_DELIMITER = re.compile(r'"?sep=([,;|\t])"?', re.IGNORECASE)  # Excel's first line
_JSON_DOCUMENT = re.compile(r"\s*(?:\[|\{\s*$)")
_FEW_NULLS = 8
_PARQUET_BATCH = 64  # rows held at once

Rows: TypeAlias = Iterator[tuple[int, dict[str, str] | InputError]]


def read_rows(path: Path) -> Rows:
    """Each row's number, from 1, and its columns, or what is wrong with it.

    Raises InputError, also midway, where the rest of the table cannot be read.
    """
    suffix = unpacked_name(path).suffix.lower()
    if suffix == ".parquet":
        yield from _parquet_rows(path)
        return
    with open_file(path) as stream:
        lines = _lines(stream, str(path))
        if suffix in (".jsonl", ".ndjson"):
            yield from _json_rows(lines, str(path))
        else:
            yield from _csv_rows(lines, str(path), "\t" if suffix == ".tsv" else None)


def read_json_rows(head: bytes, stream: BinaryIO, name: str) -> Rows:
    """As ``read_rows`` for UTF-8 JSON Lines: the lines in ``head``, then those of the stream."""
    rest = iter(lambda: stream.readline(MAX_ARTICLE_BYTES), b"")
    lines = (line.decode(errors="surrogateescape") for line in chain(io.BytesIO(head), rest))
    yield from _json_rows(map(_mend, lines), name)


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
    it has alone. Without the byte order mark of a file that was joined to another.
    """
    line = line.lstrip("\ufeff")
    try:
        line.encode()
    except UnicodeEncodeError:
        content = line.encode(errors="surrogateescape")
        return content.decode(next(iter(guess_encodings(content)), "utf-8"), "replace")
    return line


def _json_rows(lines: Iterable[str], name: str) -> Rows:
    is_first = True
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        if is_first and _JSON_DOCUMENT.match(line):
            raise InputError(
                f"{name} is one JSON document, not JSON Lines with one object a line: "
                "jq -c '.[]' makes these of an array."
            )
        is_first = False
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        place = f"{name}:{number}"
        if isinstance(row, Mapping) and all(map(_is_missing, row.values())):
            continue
        if isinstance(row, Mapping):
            yield number, _to_row(row.items(), place)
        else:
            yield number, InputError(f"{place} is not a JSON object.")


def _csv_rows(lines: Iterator[str], name: str, delimiter: str | None) -> Rows:
    csv.field_size_limit(MAX_ARTICLE_BYTES)
    filled = filter(_is_filled, lines)
    first = next(filled, "")
    if stated := _STATED_DELIMITER.fullmatch(first.strip("\r\n")):
        delimiter, first = stated[1], next(filled, "")
    if not first:
        return
    lines = chain([first], lines)
    if not delimiter:
        delimiter, lines = _find_delimiter(lines)
    rows = _split_rows(lines, delimiter)
    header, is_sound = next(rows)
    if not is_sound:
        raise InputError(f"{name} has a quotation mark without its pair in its header.")
    number, rest = 0, None  # how many lines may belong to the row before, which is broken
    for cells, is_sound in rows:
        if not any(map(str.strip, cells)):
            continue
        if rest is not None:
            # In a table no space follows a comma, in what is left of a text one does.
            if len(cells) != len(header) or any(cell.startswith(" ") for cell in cells):
                rest += 1
                continue
            yield number, _tell_broken(f"{name}:{number}", rest)
            rest = None
        number += 1
        place = f"{name}:{number}"
        if not is_sound:
            rest = 0
        elif any(map(str.strip, cells[len(header) :])):
            fault = f"{place} has {len(cells)} cells, the header {len(header)}"
            yield number, InputError(f"{fault}: put the text between quotation marks.")
        else:
            yield number, _to_row(zip_longest(header, cells[: len(header)]), place)
    if rest is not None:
        yield number, _tell_broken(f"{name}:{number}", rest)


def _tell_broken(place: str, rest: int) -> InputError:
    left_out = f" (lines after it that are no rows: {rest})" if rest else ""
    return InputError(
        f"{place} has a quotation mark without its pair{left_out}: put the text between quotation "
        "marks, and write two for each within it."
    )


def _split_rows(lines: Iterator[str], delimiter: str) -> Iterator[tuple[list[str], bool]]:
    """Each row's cells, and whether its quotation marks pair. Where they do not, the cells are
    those of its first line, and the next row begins below that.

    Between tabs a mark without its pair is part of the text, which many programs do not quote.
    """
    ahead: deque[str] = deque()
    taken: list[str] = []

    def take() -> Iterator[str]:
        while line := ahead.popleft() if ahead else next(lines, ""):
            taken.append(line)
            yield line

    def read(escape: str | None) -> list[str] | None:
        taken.clear()
        reader = csv.reader(take(), delimiter=delimiter, escapechar=escape, strict=True)
        try:
            cells = next(reader)
        except csv.Error:
            cells = None
        if cells and delimiter == "\t" and len(taken) > 1 and any("\t" in cell for cell in cells):
            cells = None  # a mark opens this text, and one in a later row was taken for its pair
        if cells is None:
            ahead.extendleft(reversed(taken))
        return cells

    while ahead or (line := next(lines, "")):
        if not ahead:
            ahead.append(line)
        cells = read(None)
        if cells is None and any('\\"' in line for line in taken):
            cells = read("\\")
        if cells is not None:
            yield cells, True
        else:
            yield ahead.popleft().rstrip("\r\n").split(delimiter), delimiter == "\t"


def _is_filled(line: str) -> bool:
    return bool(line.strip(f"{_DELIMITERS} \r\n"))


def _find_delimiter(lines: Iterator[str]) -> tuple[str, Iterator[str]]:
    """What parts the header into most columns, and the lines from the header on."""
    lines, *copies = tee(lines, 1 + len(_DELIMITERS))
    columns = {
        delimiter: len(next(_split_rows(copy, delimiter))[0])
        for delimiter, copy in zip(_DELIMITERS, copies, strict=True)
    }
    return max(columns, key=columns.__getitem__), lines


def _parquet_rows(path: Path) -> Rows:
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
            used = [name for name in row if fold_column(name) in USED_COLUMNS]
            for batch in file.iter_batches(batch_size=_PARQUET_BATCH, columns=used):
                columns = list(map(_parquet_cells, batch.columns))
                for index in range(batch.num_rows):
                    number += 1
                    cells = (cells[index] for cells in columns)
                    row |= zip(batch.schema.names, cells, strict=True)
                    yield number, _to_row(row.items(), f"{path}:{number}")
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


def _to_row(cells: Iterable[tuple[str, Any]], place: str) -> dict[str, str] | InputError:
    """The row with names by ``fold_column`` and values as text, empty where they are missing or of
    no use. Of columns of one name the first that is filled counts. What is nested is left out but
    for a text's paragraphs, authors and MongoDB's dates; a row whose text is nested otherwise is
    an error.
    """
    row: dict[str, str] = {}
    nested = None
    for name, value in cells:
        column = fold_column(name)
        if row.get(column, "").strip():
            continue
        if column in TEXT_COLUMNS:
            value = _join(value, "\n")
            nested = column if isinstance(value, list | dict) else nested
        elif column in BYLINE_COLUMNS:
            value = _join(value, ", ")
        elif column in DATE_COLUMNS:
            value = _unwrap(value)
        if column not in USED_COLUMNS or _is_missing(value):
            row[column] = ""
        elif not isinstance(value, list | dict):
            # JSON can spell half a surrogate, which is no text.
            row[column] = str(value).encode(errors="replace").decode()
    if nested and not any(row.get(column, "").strip() for column in TEXT_COLUMNS):
        return InputError(
            f"{place} has no text: what is in column {nested} is nested. Give it as a string, or "
            "as a list of strings."
        )
    return row


def _is_missing(value: Any) -> bool:
    # Many programs write NaN where they have no value, whatever the column holds.
    return value in (None, "") or (isinstance(value, float) and not math.isfinite(value))


def _join(value: Any, between: str) -> Any:
    """A list of strings as one; anything else as it is."""
    if isinstance(value, list) and all(isinstance(part, str | None) for part in value):
        return between.join(filter(None, value))
    return value


def _unwrap(value: Any) -> Any:
    """What MongoDB writes as ``{"$date": {"$numberLong": "1710460800000"}}``."""
    while isinstance(value, dict) and len(value) == 1:
        (value,) = value.values()
    return value
