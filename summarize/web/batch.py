"""A batch while it is made: its inputs one by one, and what is to be had of it so far (pure)."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Literal, NamedTuple

from summarize.rendering import (
    Digest,
    by_day,
    stream_digest_html,
    stream_digest_jsonl,
    stream_digest_markdown,
    stream_errors_jsonl,
    to_count,
)
from summarize.types import Story, Summary
from summarize.web.inputs import Input, Listed
from summarize.web.wording import Phrase


class Item(NamedTuple):
    """How an input fares: there is a ``summary`` where it was read, an ``error`` where it failed.

    "read": its English is still to come.
    """

    input: Input
    state: Literal["waiting", "read", "done", "failed"] = "waiting"
    summary: Summary | None = None
    error: str = ""


class Batch(NamedTuple):
    """The inputs in order; ``notes`` are on the whole, ``is_stopped`` where a visitor ended it."""

    items: tuple[Item, ...]
    notes: tuple[str, ...] = ()
    is_stopped: bool = False

    @classmethod
    def of(cls, listed: Listed) -> Batch:
        """A batch that was not begun."""
        return cls(tuple(map(Item, listed.inputs)), listed.notes)

    def settle(self, place: int, item: Item) -> Batch:
        """The batch with that item in that place."""
        return self._replace(items=(*self.items[:place], item, *self.items[place + 1 :]))

    def expand(self, place: int, listed: Listed) -> Batch:
        """The batch with the inputs of a listing in the listing's place, as many as it takes."""
        begun, waiting = self.items[:place], self.items[place + 1 :]
        inputs = (*listed.inputs, *(item.input for item in waiting))
        whole = Listed((*(item.input for item in begun), *inputs), (*self.notes, *listed.notes))
        limited = whole.within_limit()
        new = map(Item, limited.inputs[place:])
        return self._replace(items=(*begun, *new), notes=limited.notes)

    @property
    def summaries(self) -> list[Summary]:
        """What was read, in order."""
        return [item.summary for item in self.items if item.summary]

    def count(self, state: str) -> int:
        """How many inputs are in that state."""
        return sum(item.state == state for item in self.items)

    @property
    def outcome(self) -> Phrase:
        """What it came to."""
        given, failed, total = len(self.summaries), self.count("failed"), len(self.items)
        if not self.is_stopped:
            return Phrase(
                f"Xong: đọc được {given}, lỗi {failed}", f"Done: {given} read, {failed} failed"
            )
        vietnamese, english = f"Đã dừng: {given}/{total} bài", f"Stopped: {given} of {total}"
        if untranslated := self.count("read"):
            vietnamese += f", {untranslated} bài chưa dịch"
            english += f", {untranslated} of them without English"
        return Phrase(vietnamese, english)


def to_digest_files(batch: Batch, trouble: str = "") -> dict[str, str]:
    """The digest's files by name, as ``summarize digest`` writes them, each article a story.

    ``trouble`` says why there is English missing. Of a stopped batch, names and documents say so.
    """
    stories = [(_explain(item, trouble), item.state == "done") for item in batch.items]
    told = [(summary, complete) for summary, complete in stories if summary]
    told.sort(key=lambda one: by_day(one[0]))
    summaries = [summary for summary, _ in told]
    errors = [(item.input.name, item.error) for item in batch.items if item.error]
    notes, name = [], "digest"
    if batch.is_stopped:
        notes.append(f"{batch.outcome.english}.")
        name = f"digest-stopped-{len(told)}-of-{len(batch.items)}"
        errors += [
            (item.input.name, "The batch was stopped before this was read.")
            for item in batch.items
            if item.state == "waiting"
        ]
    if failed := batch.count("failed"):
        # Each of the files may be saved alone.
        unread = f"{to_count(failed, 'input')} could not be read"
        notes.append(f"{unread}: errors.jsonl says why, which comes with everything (.zip).")
    note = " ".join(notes)
    return {
        f"{name}.md": "".join(stream_digest_markdown(Digest.of(summaries, note))),
        f"{name}.html": "".join(stream_digest_html(Digest.of(summaries, note))),
        f"{name}.jsonl": "".join(
            stream_digest_jsonl((Story.of_one(summary), complete) for summary, complete in told)
        ),
        "errors.jsonl": "".join(stream_errors_jsonl(errors)),
    }


def pack(files: dict[str, str]) -> bytes:
    """The files in one archive."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return archive.getvalue()


def _explain(item: Item, trouble: str) -> Summary | None:
    """The summary, with a note on the English that it lacks."""
    if item.summary is None or item.state == "done" or not trouble:
        return item.summary
    return replace(item.summary, notes=(*item.summary.notes, trouble))
