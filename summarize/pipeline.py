"""The whole course of a text: read → split → rank → select → translate."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain
from numbers import Integral
from pathlib import Path
from typing import Any

from summarize.cleaning import read_page
from summarize.encodings import restore_text
from summarize.openings import without_opening
from summarize.sentences import split_sentences
from summarize.translation import find_faults, load_translator
from summarize.types import (
    DEFAULT_RANKER,
    HEADLINE_FAULT,
    Article,
    Citation,
    InputError,
    KeyPoint,
    OptionError,
    Ranker,
    Story,
    StoryPoint,
    SummarizeError,
    Summary,
    TranslationError,
    Translator,
)
from summarize.words import capitalize, is_vietnamese, lacks_diacritics

NOT_VIETNAMESE = "The text does not look like Vietnamese written with its diacritics."
_PARTLY_UNACCENTED = "What is written without diacritics was not translated."


def summarize(
    text: str | Article,
    *,
    n: int = 3,
    ranker: str | Ranker = DEFAULT_RANKER,
    translate: bool | Translator = False,
) -> Summary:
    """The ``n`` key points of a Vietnamese news article, verbatim, in article order.

    ``text`` is whatever was copied off the page, or its HTML, or an ``Article``. ``ranker`` is a
    name in ``summarize.RANKERS`` or a function of that type. ``translate`` True uses the built-in
    vi→en model; a function of type ``Translator`` (``load_translator`` gives one) uses that.

    A text with fewer sentences than ``n`` gives them all, and one that does not look Vietnamese
    is ranked but not translated; a translation that fails leaves the Vietnamese points. Each of
    these is told in ``Summary.notes``. Time and memory grow linearly: 5 MB of text is fine.

    Raises OptionError for an unknown ranker, one whose scores are not one finite number a sentence,
    ``n`` that is no whole number above zero or ``translate`` that is no function, and InputError
    for what is no text or only a file's name, holds no sentence or is in an old Vietnamese encoding
    too damaged to convert.
    """
    if not isinstance(text, str | Article):
        hint = ": decode bytes" if isinstance(text, bytes) else ""
        hint = f": {_READ_FILE}" if isinstance(text, Path) else hint
        raise InputError(f"Give a text or an Article, not {type(text).__name__}{hint}.")
    if translate and translate is not True and not callable(translate):
        raise OptionError(
            f"translate= takes True or a function from texts to texts, not {translate!r}: "
            "load_translator gives one for a model's name or directory."
        )
    article = _read(text) if isinstance(text, str) else text
    summary = condense(article, n=n, ranker=ranker)
    if not translate:
        return summary
    try:
        translator = _built_in_translator() if translate is True else translate
        return translate_summaries([summary], translator)[0]
    except Exception as error:  # a translator raises what it likes
        return replace(summary, notes=(*summary.notes, describe_failure(error)))


_ADDRESS = re.compile(r"\s*[a-z]+:/{2,3}\S+\s*", re.IGNORECASE)
_FILE_NAME = re.compile(r"[^\n\0]{1,250}\.\w{1,8}")
_READ_FILE = (
    'read_text(encoding="utf-8") gives a file\'s text, and the commands summarize run and '
    "summarize digest read files"
)


def _read(text: str) -> Article:
    if _ADDRESS.fullmatch(text):
        raise InputError(
            f"{text.strip()} is an address, not a text: `summarize run` and the page "
            "fetch web pages."
        )
    if _FILE_NAME.fullmatch(text) and os.path.isfile(text):
        raise InputError(f"{text} is the name of a file, not a text: {_READ_FILE}.")
    # What reads HTML, and knows JSON, is seldom wanted here.
    if text.lstrip("\ufeff \t\r\n").startswith(("<", "{", "[")):
        from summarize.sources import parse_article

        return replace(parse_article(text.encode("utf-8", "replace"), "the text"), source=None)
    if "<" in text or "&" in text:
        from summarize.sources.html import without_markup

        text = without_markup(text)
    restored, notes = restore_text(text)
    return read_page(restored, notes=notes)


def condense(article: Article, *, n: int, ranker: str | Ranker) -> Summary:
    """The summary of an article in Vietnamese; arguments and errors as for ``summarize``."""
    from summarize import ranking  # brings numpy, half of what importing the package would cost

    check_number(n)
    rank = find_ranker(ranker)
    sentences = split_sentences(article.text)
    if not sentences:
        where = f" in {article.source}" if article.source else ""
        raise InputError(f"There is no sentence{where}. Give the text of an article.")
    scores = _read_scores(rank(article, sentences))
    if len(scores) != len(sentences) or not all(map(math.isfinite, scores)):
        finite = sum(map(math.isfinite, scores))
        raise OptionError(
            f"The ranker gave {len(scores)} scores, {finite} of them finite, for {len(sentences)} "
            "sentences; it must give one finite number for each, in order."
        )
    chosen = ranking.choose(sentences, scores, n, ranking.find_doubtful(article, sentences))
    reasons = ranking.explain(article, sentences, scores, chosen, ranker)
    points = tuple(
        KeyPoint(without_opening(sentences[index]), scores[index], why)
        for index, why in zip(chosen, reasons, strict=True)
    )
    notes = list(article.notes)
    if len(points) < n:
        notes.append(f"Only {len(points)} of the {n} points asked for: the text holds no more.")
    if not is_vietnamese(article.text):
        notes.append(NOT_VIETNAMESE)
    return Summary(article, sentences, points, notes=tuple(notes), scores=scores)


def _read_scores(given: Iterable[float]) -> tuple[float, ...]:
    try:
        return tuple(map(float, given))
    except (TypeError, ValueError, OverflowError) as error:
        raise OptionError(
            f"The ranker gave what are no numbers ({error}); it must give one finite number for "
            "each sentence, in order."
        ) from error


def check_number(n: int) -> None:
    """Raise OptionError where there cannot be ``n`` points."""
    if not isinstance(n, Integral):  # numpy has whole numbers of its own
        raise OptionError(f"The number of points must be a whole number, not {n!r}.")
    if n < 1:
        raise OptionError(f"The number of points must be at least 1, not {n}.")


def find_ranker(ranker: str | Ranker) -> Ranker:
    """The ranker of that name, or ``ranker`` itself if it is a function; else OptionError."""
    from summarize import ranking

    if callable(ranker):
        return ranker
    if not isinstance(ranker, str):
        raise OptionError(f"A ranker is a name or a function, not {ranker!r}.")
    if ranker not in ranking.RANKERS:
        raise OptionError(
            f"There is no ranker {ranker!r}. Choose from {', '.join(ranking.RANKERS)}."
        )
    return ranking.RANKERS[ranker]


def translate_summaries(
    summaries: Sequence[Summary], translator: Translator
) -> tuple[Summary, ...]:
    """The summaries with headlines and points in English, all translated in one call.

    Raises what ``translator`` does, and TranslationError where it gives back too few or too many
    texts or what is none.
    """
    texts = (text for summary in summaries for text in _texts_to_translate(summary))
    english = _translate_all(texts, translator)
    return tuple(_with_english(summary, english) for summary in summaries)


def translate_stories(stories: Sequence[Story], translator: Translator) -> tuple[Story, ...]:
    """The stories with their points in English, all translated in one call.

    Headlines are translated with the articles' own summaries. Errors as for
    ``translate_summaries``.
    """
    points = (
        point
        for story in stories
        for point in story.points
        if _is_translatable(story.summaries[point.article])
    )
    english = _translate_all(chain.from_iterable(map(_texts_of_point, points)), translator)
    return tuple(_story_with_english(story, english) for story in stories)


def _texts_of_point(point: StoryPoint) -> Iterator[str]:
    yield _to_translate(point.point)
    for citation in point.other_figures:
        yield citation.sentence.text


def _story_with_english(story: Story, english: Mapping[str, str]) -> Story:
    points, notes = [], list(story.notes)
    for point in story.points:
        if _is_translatable(story.summaries[point.article]):
            others = (_translated_citation(other, english) for other in point.other_figures)
            translated = _translated(point.point, english)
            point = replace(point, point=translated, other_figures=tuple(others))
        elif NOT_VIETNAMESE not in notes:
            notes.append(NOT_VIETNAMESE)
        points.append(point)
    if any(lacks_diacritics(text) for point in points for text in _texts_of_point(point)):
        notes.append(_PARTLY_UNACCENTED)
    return replace(story, points=tuple(points), notes=tuple(notes))


def _translated_citation(citation: Citation, english: Mapping[str, str]) -> Citation:
    vietnamese = citation.sentence.text
    text = english.get(vietnamese)
    if text is None or find_faults(vietnamese, text):
        return citation  # figures that may be wrong would contradict nobody
    return replace(citation, english=text)


def _translate_all(texts: Iterable[str], translator: Translator) -> dict[str, str]:
    """The English of each text that is written with its diacritics."""
    vietnamese = [text for text in dict.fromkeys(texts) if not lacks_diacritics(text)]
    given: Any = translator(vietnamese) if vietnamese else []
    english = [given] if isinstance(given, str) else list(given)
    kinds = {type(text).__name__ for text in english if not isinstance(text, str)}
    if isinstance(given, str) or kinds:
        what = f"{', '.join(sorted(kinds))} among its texts" if kinds else "a single text"
        raise TranslationError(
            f"The translator gave {what}; it must give a list of one text for each, in order."
        )
    if len(english) != len(vietnamese):
        raise TranslationError(
            f"The translator gave {len(english)} texts for {len(vietnamese)}; "
            "it must give one for each, in order."
        )
    return dict(zip(vietnamese, english, strict=True))


def describe_failure(error: Exception) -> str:
    """What a reader is told of a translation that ended with ``error``."""
    return str(error) if isinstance(error, SummarizeError) else f"The translator failed: {error!r}."


def translate_stepwise(summary: Summary, translator: Translator) -> Iterator[Summary]:
    """The summary again after its headline and after each point was translated."""
    english: dict[str, str] = {}
    for text in _texts_to_translate(summary):
        english |= _translate_all([text], translator)
        yield _with_english(summary, english)


def _is_translatable(summary: Summary) -> bool:
    return NOT_VIETNAMESE not in summary.notes


def _texts_to_translate(summary: Summary) -> list[str]:
    if not _is_translatable(summary):
        return []
    title = summary.article.title
    return ([title] if title else []) + list(map(_to_translate, summary.points))


def _to_translate(point: KeyPoint) -> str:
    # The beginning of its sentence may have been left out.
    return capitalize(point.sentence.text)


def _with_english(summary: Summary, english: Mapping[str, str]) -> Summary:
    """``summary`` with its headline and points in English as far as ``english`` has them."""
    if not _is_translatable(summary):
        return summary
    title = summary.article.title or ""
    english_title = english.get(title)
    faults = find_faults(title, english_title) if english_title is not None else ()
    notes = [f"{HEADLINE_FAULT}{fault}" for fault in faults]
    if any(map(lacks_diacritics, _texts_to_translate(summary))):
        notes.append(_PARTLY_UNACCENTED)
    return replace(
        summary,
        english_title=None if english_title is None else str(english_title),
        points=tuple(_translated(point, english) for point in summary.points),
        notes=(*summary.notes, *notes),
    )


def _translated(point: KeyPoint, english: Mapping[str, str]) -> KeyPoint:
    text = english.get(_to_translate(point))
    if text is None:
        return point
    return replace(point, english=str(text), warnings=find_faults(point.sentence.text, text))


@cache
def _built_in_translator() -> Translator:
    return load_translator()
