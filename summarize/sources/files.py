"""Files as bytes, unpacked on the way and never more of them than is sane."""

from __future__ import annotations

import gzip
import io
import lzma
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from summarize.types import InputError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_MARKS = {".gz": b"\x1f\x8b", ".xz": b"\xfd7zXZ\0", ".zst": b"\x28\xb5\x2f\xfd"}  # of packings
PACKED_SUFFIXES = tuple(_MARKS)
MAX_ARTICLE_BYTES = 50_000_000  # tables are read row by row: theirs bounds a row
MAX_EXPANSION = 100  # unpacked over packed; text packs 3- to 20-fold


class _Guarded(io.RawIOBase):
    """A stream that turns every trouble into an InputError and refuses decompression bombs."""

    def __init__(self, stream: BinaryIO, path: Path, limit: float) -> None:
        self._stream, self._path, self._limit, self._total = stream, path, limit, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        try:
            chunk = self._stream.read(len(view))
        except Exception as error:  # each packing has an exception class of its own
            raise InputError(
                f"{self._path} cannot be read: {error}. Its end may be missing: copy it again."
            ) from error
        self._total += len(chunk)
        if self._total > self._limit:
            raise InputError(
                f"{self._path} unpacks to more than {MAX_EXPANSION} times its size, which no text "
                "does. Unpack it yourself if you trust it."
            )
        view[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        self._stream.close()
        super().close()


def open_file(path: Path) -> io.BufferedReader:
    """A file's bytes, unpacked where its name ends in .gz, .xz or .zst.

    Raises InputError here and while it is read.
    """
    try:
        limit = max(MAX_ARTICLE_BYTES, MAX_EXPANSION * path.stat().st_size)
        stream = _Guarded(_open_unpacking(path), path, limit)
    except FileNotFoundError as error:
        raise InputError(f"There is no file {path}.") from error
    except IsADirectoryError as error:
        raise InputError(f"{path} is a folder: summarize digest takes folders.") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error
    return io.BufferedReader(stream, 1 << 16)


def read_file(path: Path) -> bytes:
    """The bytes of a file that holds one article. Raises InputError."""
    with open_file(path) as stream:
        content = stream.read(MAX_ARTICLE_BYTES + 1)
    if len(content) > MAX_ARTICLE_BYTES:
        raise InputError(
            f"{path} is larger than {MAX_ARTICLE_BYTES // 1_000_000} MB, too long an article."
        )
    return content


def unpacked_name(path: Path) -> Path:
    """The name without the packing: ``a.jsonl`` of ``a.jsonl.gz``."""
    return path.with_suffix("") if path.suffix.lower() in PACKED_SUFFIXES else path


def _open_unpacking(path: Path) -> BinaryIO:
    suffix = path.suffix.lower()
    if suffix not in _MARKS:
        return path.open("rb")
    with path.open("rb") as file:
        head = file.read(len(_MARKS[suffix]))
    if head and head != _MARKS[suffix]:
        raise InputError(f"{path} is not packed as its name says: take {suffix} from its name.")
    if suffix == ".gz":
        return cast(BinaryIO, gzip.open(path))
    if suffix == ".xz":
        return cast(BinaryIO, lzma.open(path))
    try:
        import zstandard
    except ImportError as error:
        raise InputError(
            f"{path} takes the package zstandard to unpack: pip install zstandard."
        ) from error
    unpacker = zstandard.ZstdDecompressor()
    return cast(BinaryIO, unpacker.stream_reader(path.open("rb"), read_across_frames=True))
