"""Tables row by row: JSON Lines, CSV, TSV and Parquet, however large."""

from __future__ import annotations

import csv
import io
import json
import math
import re
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, tee, zip_longest
from pathlib import Path
from textwrap import shorten
from typing import Any, BinaryIO, NamedTuple, TypeAlias

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
from summarize.words import normalize

TABLE_SUFFIXES = (".jsonl", ".ndjson", ".csv", ".tsv", ".parquet")
_DELIMITERS = ",;|\t"
_STATED_DELIMITER = re.compile(r'"?sep=([,;|\t])"?', re.IGNORECASE)  # Excel's first line
_JSON_DOCUMENT = re.compile(r"\s*(?:\[|\{\s*$)")
_FEW_NULLS = 8
_PARQUET_BATCH = 64  # rows held at once


class Row(NamedTuple):
    """A table's row: its number, from 1, and its columns, or what is wrong with it.

    ``line`` is the line of its file that it begins in, where the number is not that.
    """

    number: int
    content: dict[str, str] | InputError
    line: int | None = None


Rows: TypeAlias = Iterator[Row]


def read_rows(path: Path) -> Rows:
    """The rows of a table.

    Raises InputError, also midway, where the rest of the table cannot be read, and where no row
    has a column for the text.
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
    # Until a row has one: a table without it is one failure, not as many as it has rows.
    textless: list[tuple[int, str]] | None = []
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
        if not isinstance(row, Mapping):
            yield Row(number, InputError(f"{place} is not a JSON object."))
        elif textless is not None and not _find_text_columns(row):
            textless.append((number, sys.intern(_list_names(row))))
        else:
            for above, names in textless or ():
                yield Row(above, _tell_textless(f"{name}:{above}", names))
            textless = None
            yield Row(number, _to_row(row.items(), place))
    if textless:
        raise _tell_textless(name, textless[0][1])


def _csv_rows(lines: Iterator[str], name: str, delimiter: str | None) -> Rows:
    csv.field_size_limit(MAX_ARTICLE_BYTES)
    filled = ((at, line) for at, line in enumerate(lines, 1) if _is_filled(line))
    start, first = next(filled, (0, ""))
    if stated := _STATED_DELIMITER.fullmatch(first.strip("\r\n")):
        delimiter, (start, first) = stated[1], next(filled, (0, ""))
    if not first:
        return
    lines = chain([first], lines)
    if not delimiter:
        delimiter, lines = _find_delimiter(lines)
    rows = _split_rows(lines, delimiter, start)
    header, is_sound, _ = next(rows)
    if not is_sound:
        raise InputError(f"{name} has a quotation mark without its pair in its header.")
    if not _find_text_columns(header):
        raise _tell_textless(name, _list_names(header))
    number, begun = 0, 0
    rest = None  # how many lines may belong to the row before, which is broken

    def tell_broken() -> Row:
        return Row(number, _tell_broken(f"{name}:{number} (line {begun})", rest or 0), begun)

    for cells, is_sound, at in rows:
        if not any(map(str.strip, cells)):
            continue
        if rest is not None:
            # In a table no space follows a comma, in what is left of a text one does.
            if len(cells) != len(header) or any(cell.startswith(" ") for cell in cells):
                rest += 1
                continue
            yield tell_broken()
            rest = None
        number, begun = number + 1, at
        place = f"{name}:{number} (line {at})"
        if not is_sound:
            rest = 0
        elif any(map(str.strip, cells[len(header) :])):
            fault = f"{place} has {len(cells)} cells, the header {len(header)}"
            error = InputError(f"{fault}: put the text between quotation marks.")
            yield Row(number, error, at)
        else:
            yield Row(number, _to_row(zip_longest(header, cells[: len(header)]), place), at)
    if rest is not None:
        yield tell_broken()


def _tell_broken(place: str, rest: int) -> InputError:
    left_out = f" (lines after it that are no rows: {rest})" if rest else ""
    return InputError(
        f"{place} has a quotation mark without its pair{left_out}: put the text between quotation "
        "marks, and write two for each within it."
    )


def _split_rows(
    lines: Iterator[str], delimiter: str, at: int = 1
) -> Iterator[tuple[list[str], bool, int]]:
    """Each row's cells, whether its quotation marks pair, and the line that it begins in, the first
    ``at``. Where they do not, the cells are those of its first line, and the next row begins below.

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
            yield cells, True, at
            at += len(taken)
        else:
            yield ahead.popleft().rstrip("\r\n").split(delimiter), delimiter == "\t", at
            at += 1


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
            names = dict.fromkeys(file.schema_arrow.names)
            if file.metadata.num_rows and not _find_text_columns(names):
                raise _tell_textless(str(path), _list_names(names))
            used = [name for name in names if fold_column(name) in USED_COLUMNS]
            for batch in file.iter_batches(batch_size=_PARQUET_BATCH, columns=used):
                columns = list(map(_parquet_cells, batch.columns))
                for index in range(batch.num_rows):
                    number += 1
                    cells = (cells[index] for cells in columns)
                    row = zip(batch.schema.names, cells, strict=True)
                    yield Row(number, _to_row(row, f"{path}:{number}"))
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


def _find_text_columns(names: Iterable[str]) -> list[str]:
    return [name for name in names if fold_column(name) in TEXT_COLUMNS]


def _list_names(names: Iterable[str]) -> str:
    return shorten(", ".join(map(str.strip, names)), 200, placeholder=" …") or "none"


def _tell_textless(place: str, names: str) -> InputError:
    return InputError(
        f"{place} has no text: it wants a column named text, content, body or nội dung and has "
        f"{names}."
    )


def _to_row(cells: Iterable[tuple[str, Any]], place: str) -> dict[str, str] | InputError:
    """The row's columns of use, with names by ``fold_column`` and values as text, empty where they
    are missing. Of columns of one name the first that is filled counts. What is nested is left out
    but for a text's paragraphs, authors and MongoDB's dates. A row without text is an error.
    """
    row: dict[str, str] = {}
    cells = list(cells)
    nested = None
    for name, value in cells:
        column = fold_column(name)
        if column not in USED_COLUMNS or row.get(column, "").strip():
            continue
        if column in TEXT_COLUMNS:
            value = _join(value, "\n")
            nested = name if isinstance(value, list | dict) else nested
        elif column in BYLINE_COLUMNS:
            value = _name_authors(value)
        elif column in DATE_COLUMNS:
            value = _unwrap(value)
        if _is_missing(value):
            row[column] = ""
        elif not isinstance(value, list | dict):
            # JSON can spell half a surrogate, which is no text.
            row[column] = _without_marks(str(value)).encode(errors="replace").decode()
    if any(normalize(row.get(column, "")).strip() for column in TEXT_COLUMNS):
        return row
    if nested:
        return InputError(
            f"{place} has no text: what is in column {nested.strip()} is nested. Give it as a "
            "string, or as a list of strings."
        )
    names = [name for name, _ in cells]
    if wanted := _find_text_columns(names):
        return InputError(f"{place} has no text: the text in column {wanted[0].strip()} is empty.")
    return _tell_textless(place, _list_names(names))


_LINE_END = re.compile(r"(?:_x000[Dd]_(?:_x000[Aa]_|\r?\n)?|_x000[Aa]_)")
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")


def _without_marks(cell: str) -> str:
    """A cell without the marks of what it was taken from: Excel's for line ends, XML's of text."""
    return _CDATA.sub("", _LINE_END.sub("\n", cell))


_NO_VALUE = ("", "nan", "nat", "none", "null", "n/a", "#n/a")


def _is_missing(value: Any) -> bool:
    # Many programs write NaN where they have no value, whatever the column holds.
    if isinstance(value, str):
        return value.strip().lower() in _NO_VALUE
    return value is None or (isinstance(value, float) and not math.isfinite(value))


def _join(value: Any, between: str) -> Any:
    """A list of strings as one; anything else as it is."""
    if isinstance(value, list) and all(isinstance(part, str | None) for part in value):
        return between.join(filter(None, value))
    return value


def _name_authors(value: Any) -> Any:
    """The names of authors as schema.org has them, in a list or not; anything else as it is."""
    if not isinstance(value, list | dict):
        return value
    authors = value if isinstance(value, list) else [value]
    names = [author.get("name") if isinstance(author, dict) else author for author in authors]
    return _join(names, ", ")


def _unwrap(value: Any) -> Any:
    """What MongoDB writes as ``{"$date": {"$numberLong": "1710460800000"}}``."""
    while isinstance(value, dict) and len(value) == 1:
        (value,) = value.values()
    return value
