"""Signs and letters that the built-in model cannot write: said, or kept from it (pure).

Its vocabulary has pieces for Vietnamese letters, digits and plain punctuation; of any other
character it makes question marks ("35 ??C", "H ??M", "the MOller").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from summarize.translation.numbers import FOOTNOTE, write_in_english
from summarize.words import CAPITALS, VOWELS, strip_diacritics

_UNKNOWN = re.compile(
    # It knows the ministries: GD&ĐT, KH&CN.
    rf"&(?!(?:ĐT|CN|MT|XH|DL|TT|PTNT)\b)|[^\w\s!\"$%&'()*,./:;?-]|_"
    rf"|(?=[^\W\d])[^a-zđ{VOWELS}]",
    re.IGNORECASE,
)
# Capitals that it has no pieces for either. Words that begin a sentence with them ("Ở"), and the
# Arabs, it has seen often enough; in a name they come out as question marks.
_RARE = "ÀÃÈÉÊÌÍÒÓÕÙĂĨŨƠƯẠẢẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỠỢỤỨỪỬỮỰỲỴỶỸ"
_SMALL = rf"[^\W\d_{CAPITALS}]"
_RARE_IN_NAME = re.compile(
    rf"\b([{CAPITALS}]{_SMALL}* )(?!Ả [Rr]ập)([{_RARE}])(?={_SMALL}|\b)"
    rf"|(?<=\w )(?!Ả [Rr]ập)([{_RARE}])(?={_SMALL}* [{CAPITALS}]{_SMALL})"
)
_AROUND_WORDS = "\"'(),.:;!?<>"
# What has no marks to lose.
_SPELT = str.maketrans(
    {"ø": "o", "ł": "l", "ı": "i", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "⁄": "/"}
    | {"Ø": "O", "Ł": "L", "Æ": "Ae", "Œ": "Oe"}
    | {"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "μ": "micro", "Ω": "ohm", "π": "pi"}
)
_NEITHER = re.compile(r"[^A-Za-z0-9/]")
# What is left where a smiley or the words in brackets were left out.
_EMPTY = re.compile(r"\( *\)")
_LOOSE = re.compile(r" +(?=[ .,;:!?]|$)|^ +")
_NUMERAL = r"\d+(?:[.,]\d+)*"
_SAID = [
    (re.compile(pattern), words)
    for pattern, words in (
        (FOOTNOTE.pattern, ""),
        (r"[º˚]", "°"),
        (rf"(?<=\d) ?(?:°(?: ?C)?|℃)(?= ?- ?{_NUMERAL} ?[°℃])", ""),
        (r"(?<=\d) ?(?:° ?C\b|℃)", " độ C"),
        (r"(?<=\d) ?(?:° ?F\b|℉)", " độ F"),
        (r"(?<=\d) ?° ?(?=\w)", " độ "),
        (r"(?<=\d) ?°", " độ"),
        *(
            (pattern, words)
            for sign, name in (("€", "euro"), ("£", "bảng Anh"), ("¥", "yên"), ("₫", "đồng"))
            for pattern, words in (
                (rf"(?<=\d) ?{sign}", f" {name}"),
                (rf"{sign} ?({_NUMERAL}(?: (?:nghìn|triệu|tỷ))*)", rf"\1 {name}"),
            )
        ),
        (r"(?:[|>=] ?)>", ""),
        (r"[|→⇒➡]", "-"),
        (r"\b([Kk]m ?\d{1,4}) ?\+ ?(?=\d{3}\b)", r"\1+"),
        (r"\[", "("),
        (r"\]", ")"),
        (r"(?<=\d) ?× ?(?=\d)", "x"),
        (r"(?<=\w) \+ (?=\w)", " cộng "),
        (r"(?<=\w) = (?=\w)", " bằng "),
        (r"(?<![^\s(])> ?(?=\d)", "trên "),
        (r"(?<![^\s(])< ?(?=\d)", "dưới "),
        (r"([~≈±≥≤]) (?=\d)", r"\1"),
    )
]


def say_signs(text: str) -> str:
    """``text``, simplified, with signs in words or in plainer signs, "35°C" as "35 độ C", and with
    a plain letter where a name has a capital that the model does not know.
    """
    for sign, words in _SAID:
        text = sign.sub(words, text)
    return _RARE_IN_NAME.sub(
        lambda name: (name[1] or "") + strip_diacritics(name[2] or name[3]), text
    )


def hide_signs(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """``text`` without what the model cannot write, and which of its words stand for which.

    Letters lose marks that Vietnamese does not have (Müller → Muller); signs and other scripts are
    left out (H&M → HM). A word that then looks like another of the text is not among those given.
    """
    if not _UNKNOWN.search(text):
        return text, ()
    words = text.split()
    plain = [_UNKNOWN.sub(_write_plainly, word) for word in words]
    pairs = [
        (shown.strip(_AROUND_WORDS), word.strip(_AROUND_WORDS))
        for word, shown in zip(words, plain, strict=True)
    ]
    alone = {word for _, word in pairs}
    hidden = dict(pair for pair in pairs if len(pair[0]) > 1 and pair[0] not in alone)
    return _LOOSE.sub("", _EMPTY.sub("", " ".join(plain))), tuple(hidden.items())


def show_signs(english: str, hidden: Iterable[tuple[str, str]]) -> str:
    """``english`` with the words as they were before ``hide_signs``."""
    for shown, word in hidden:
        written = write_in_english(shown)
        original = word.replace(shown, written).replace("\\", r"\\")
        spelt = f"{re.escape(written)}|{int(shown):,}" if shown.isdecimal() else re.escape(written)
        pattern = rf"(?<!\w)(?<!\d[.,])(?:{spelt})(?!\w|[.,]\d)"
        english = re.sub(pattern, original, english, count=1)
    return english


def loses_letters(vietnamese: str, english: str) -> bool:
    """Whether ``english`` lacks letters of another script (习, я) that ``vietnamese`` holds."""
    lost = (letter for letter in set(vietnamese) - set(english) if letter.isalpha())
    return any(not _UNKNOWN.sub(_write_plainly, letter) for letter in lost)


def _write_plainly(match: re.Match[str]) -> str:
    letters = unicodedata.normalize("NFKD", match[0].translate(_SPELT)).translate(_SPELT)
    return _NEITHER.sub("", letters)
