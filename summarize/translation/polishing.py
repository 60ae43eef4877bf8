"""What any writer of English would put right in a small model's English (pure)."""

from __future__ import annotations

import re

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
# Within a sentence "A" is a name: hepatitis A is.
_ARTICLE = re.compile(
    r"((?<!['’])\ba|(?:\A|(?<=[.!?:;] )|(?<=[\"(]))A) "
    r"(?=[\"']?(?:(?!(?:[Oo]ne|[Oo]nce|[Ee][Uu]|[Uu]ni)\w*|(?:and|is|or)\b)[aeioAEIO]\w"
    r"|(?:hour|honou?r|honest|heir)|(?:8|11|18)(?:th|-\w|\b(?![.,]?\d))))"
)
_ORDINAL = re.compile(r"\b(\d*)([123])th\b")
_ENDINGS = {"1": "st", "2": "nd", "3": "rd"}
_TRIPLE = re.compile(r"([a-gi-ln-vyz])\1\1+")
_PLURAL = re.compile(r"\b([a-z]{2,}[cdfglmnprstvz])ys\b")
_ON_DAY = re.compile(rf"\b([Ii])n (?=(?:{_MONTH}) \d{{1,2}}(?:[,.](?!\d)|\Z| (?![\dA-Z]|people)))")
_AFTERNOON = re.compile(r"(?<!:)\b(1[3-9]|2[0-3]) p\.m")
_MIDNIGHT = re.compile(r"(?<!:)\b24 [ap]\.m(?:\.(?!\Z))?")
_DOUBLED_RUN = re.compile(
    r"\b((?:[^\W\d][^\W\d'-]* ){1,5}(?!(?:and|or|more|by|after|to)\b)[^\W\d'-]+) \1\b"
)
# Two words of one sense, of which the model has the same: "on the basis and basis".
_MERGED = re.compile(
    r"\b(?!(?:more|less|again|on|over|years|days|hours|round|up|down|through|by|time|\w+er)\b)"
    r"([a-z]{3,}) and \1(?=[,.;:)\"]| \(| (?:of|in|on|at|for|from|with|by|during|near|to|as|than"
    r"|and|or|but|so|also|who|that|which|when|while|because|is|are|was|were|be|has|have|had|will"
    r"|would|can|could|may|must|do|does|did)\b|\Z)"
)
# Before a noun only such words: "gold and gold bars" are two things.
_MERGED_ADJECTIVES = re.compile(
    r"\b(\w{3,}(?:ful|ous|ive|[ai]ble)|good|difficult|happy|simple|closed?|cultural|cruel"
    r"|sharp|rescue) and \1 (?=[a-z])"
)
# "The scene of the scene", and not the worst of the worst.
_OF_ITSELF = re.compile(
    r"\b(?!(?:worst|people|friends?|night|lower|upper)\b)([a-z]{5,}) of (?:the )?\1\b(?![-'’])"
)
# "Driver drivers", unless the second may be a verb: "the work works".
_SAME_NOUN = re.compile(
    r"(?<![\w-])(?!(?:work|plan|design|report|state|study|market|show|need|end|point|lead|rule|rise"
    r"|play|move|window)\b)([a-z]{4,}) (?=\1e?s\b(?![-'’]))"
)
# "Hail, hail and gusts", unless it is for emphasis.
_LISTED_TWICE = re.compile(
    r"(?<![\w-])(?!(?:there|please|never|again|many|very|more|well|years?|days?)\b)"
    r"([a-z]{4,}), \1(?=(?:, | and | or |\.)(?!\1\b))"
)
_THERMAL = re.compile(r"\b(\d+)rmal\b")  # so the model writes it behind a plant's number
_TITLE = re.compile(r"\b(Mrs?|Ms)(?= [A-Z])")
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}}) ({_MONTH}),? ((?:1[89]|20)\d\d)\b")
# "Trump- Kim", but "pre- and postwar".
_LOOSE_HYPHEN = re.compile(r"(?<=\w)- (?=(?!(?:and|or|to)\b)\w)")
_BROKEN_CITY = re.compile(r"\bHo (?:(?:Chi|Minh) )+City\b")
_LOOSE_BRACKET = re.compile(r"\( (?=\S)")
DOUBLED = re.compile(
    r"(?<![\w-])(?!(?:that|had|very|many|really|trillion|bye)\b)([a-z]{3,})(?: \1)+\b(?![-'’])"
)
"""A word said twice."""


def polish(english: str) -> str:
    """``english`` with an hour, not "a hour"; the 21st, not "21th"; Mr., not "Mr"; no word said
    twice.
    """
    english = DOUBLED.sub(r"\1", _TRIPLE.sub(r"\1\1", english))
    english = _MERGED_ADJECTIVES.sub(r"\1 ", _OF_ITSELF.sub(r"\1", english))
    english = _MERGED.sub(r"\1", _DOUBLED_RUN.sub(r"\1", _LOOSE_BRACKET.sub("(", english)))
    english = _LISTED_TWICE.sub(r"\1", _SAME_NOUN.sub("", _TITLE.sub(r"\1.", english)))
    english = _BROKEN_CITY.sub("Ho Chi Minh City", _LOOSE_HYPHEN.sub("-", english))
    english = _DAY_FIRST.sub(r"\2 \1, \3", _PLURAL.sub(r"\1ies", english))
    english = _ORDINAL.sub(_end_ordinal, _ARTICLE.sub(r"\1n ", english))
    english = _ON_DAY.sub(lambda match: "On " if match[1] == "I" else "on ", english)
    english = _THERMAL.sub(r"\1 thermal", _MIDNIGHT.sub("midnight", english))
    return _AFTERNOON.sub(lambda match: f"{int(match[1]) - 12} p.m", english)


def _end_ordinal(match: re.Match[str]) -> str:
    tens, unit = match[1], match[2]
    return match[0] if tens.endswith("1") else f"{tens}{unit}{_ENDINGS[unit]}"
