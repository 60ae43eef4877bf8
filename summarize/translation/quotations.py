"""Quotation marks, which a small model loses, and the words behind them (pure)."""

from __future__ import annotations

import re
from collections.abc import Callable

_SINGLE = re.compile(r"(?<![^\s(])'(?=\w)([^'\"]{1,80})(?<=[\w.!?…])'(?!\w)")
_OPENED = re.compile(r"(?<![^\s(])\"([^\W\d_]+)")
# '"(The', '"'S fact' and '"). Mr.', with which the model begins what it was unsure of.
_STRAY = re.compile(r"(?<![^\s(])\"(?:\(|\)[.,]? ?|'s |('S (?:the )?))")


def double_quotes(text: str) -> str:
    """``text``, simplified, with double marks for single ones, of which headlines make use and the
    model has seen few; where it has both, the single ones are within a quotation and stay.
    """
    return text if '"' in text else _SINGLE.sub(r'"\1"', text)


def loses_mark(vietnamese: str, english: str) -> bool:
    """Whether of a quotation's marks one is lost."""
    return (vietnamese.count('"') - english.count('"')) % 2 == 1


def drop_lone_mark(vietnamese: str, english: str) -> str:
    """``english`` without its only mark, if the Vietnamese has pairs: where the other one belongs
    nobody can tell.
    """
    is_lone = english.count('"') == 1 and vietnamese.count('"') % 2 == 0
    return english.replace('"', "") if is_lone else english


def drop_strays(vietnamese: str, english: str) -> str:
    """``english`` without a bracket or "'s" behind an opening mark, if the Vietnamese has none such
    anywhere.
    """
    if any(sign in vietnamese for sign in "()'"):
        return english
    return _STRAY.sub(lambda stray: '"The ' if stray[1] else '"', english)


def fit_case(vietnamese: str, english: str, is_word: Callable[[str], bool]) -> str:
    """``english`` with a capital or small letter where a quotation begins, as the Vietnamese has it
    there. What is no word in small letters, by ``is_word``, keeps its capital.
    """
    wanted = [word[0].isupper() for word in _OPENED.findall(vietnamese)]
    if len(wanted) != len(_OPENED.findall(english)):
        return english
    capitals = iter(wanted)

    def fit(match: re.Match[str]) -> str:
        word = match[1]
        if next(capitals):
            return f'"{word[0].upper()}{word[1:]}'
        small = word[0].lower() + word[1:]
        is_small = is_word(small) and word not in vietnamese and word != "I"
        return f'"{small}' if is_small else match[0]

    return _OPENED.sub(fit, english)
