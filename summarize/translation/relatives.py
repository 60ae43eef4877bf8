"""A parent and children in one word, of which the model makes two mothers (pure)."""

from __future__ import annotations

import re

from summarize.words import CAPITALS

_COUNTS = {word: value for value, word in enumerate("hai ba bốn năm sáu".split(), 2)}
_COUNTS |= {str(value): value for value in _COUNTS.values()}
_WORDS = {value: word for word, value in _COUNTS.items() if word.isalpha()}
_COUNT = rf"(?:{'|'.join(_COUNTS)})"
_SMALL = rf"[^\W\d_{CAPITALS}]"
# A stop is a part of the name where the sentence goes on: "chị H. đi".
_NAME = rf"[{CAPITALS}](?:{_SMALL}?\.(?= {_SMALL})|{_SMALL}{{2,}}|{_SMALL}?(?![\w.]))"
# "mẹ con chị Lan (34 tuổi)", but no "mẹ con chị Lan và bé Na", and no love of mother and child.
_NAMED = re.compile(
    rf"\b(?<![Tt]ình )(?<!cảm )(?<!hệ )(?<!nghĩa )(?:(?P<count>(?i:{_COUNT})) )?"
    rf"(?:[Mm]ẹ|[Cc]ha|[Bb]ố) con "
    rf"(?P<who>(?P<title>(?:chị|anh|ông|bà|cô|bệnh nhân|nạn nhân|nghi phạm) )?{_NAME}"
    rf"(?: {_NAME})*(?: \([^()]{{1,60}}\))?)"
    rf"(?!\w| ?'|\.\w| (?:và|cùng|-|\(|[{CAPITALS}])|, (?:và|cùng|bé|cháu|em)\b)"
)
_BARE = re.compile(rf"\b({_COUNT}) (mẹ|cha|bố) con\b", re.IGNORECASE)


def say_relatives(text: str) -> str:
    """``text``, simplified, with "chị Lan và con" for "mẹ con chị Lan", and "hai mẹ con" for
    "2 mẹ con".
    """

    def name(match: re.Match[str]) -> str:
        begins = match[0][0].isupper()
        if begins and not match["title"]:  # a name alone would not be seen to be one
            return match[0]
        count = _COUNTS[(match["count"] or "2").lower()]
        children = "con" if count == 2 else f"{_WORDS[count - 1]} con"
        said = f"{match['who']} và {children}"
        return said[0].upper() + said[1:] if begins else said

    def spell(match: re.Match[str]) -> str:
        count = _WORDS[_COUNTS[match[1].lower()]]
        parent = "cha" if match[2].lower() == "bố" else match[2]
        is_first = match[1][0].isupper() or (match[1].isdigit() and not match.start())
        return f"{count.capitalize() if is_first else count} {parent} con"

    return _BARE.sub(spell, _NAMED.sub(name, text))
