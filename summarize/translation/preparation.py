"""A text made fit for a Marian model, and its translation made fit for a reader (pure).

A Marian model translates one sentence at a time: later sentences of a longer text are dropped
silently, over-long ones run out of positions, capitals and control tokens derail it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from summarize.sentences import split_sentences
from summarize.translation.abbreviations import spell_out
from summarize.translation.countries import names_country
from summarize.translation.dates import DAY, MONTH, YEAR, say_spans, slash_dates
from summarize.translation.hours import say_hours, write_ranges
from summarize.translation.names import SURNAMES
from summarize.translation.numbers import name_rounds
from summarize.translation.polishing import polish
from summarize.translation.prices import name_currency
from summarize.translation.quotations import double_quotes
from summarize.translation.relatives import say_relatives
from summarize.translation.symbols import hide_signs, say_signs, show_signs
from summarize.translation.terms import respell_terms
from summarize.words import (
    CAPITALS,
    PLACES,
    SYLLABLE,
    VIETNAMESE_LETTER,
    fold_tone_marks,
    normalize,
    strip_diacritics,
)

# `>>eng<<` chooses a target language and the others steer the decoder: in a text they are noise.
_CONTROL = re.compile(r">>[^<>]*<<|>>|<<|</?s>|<pad>|<unk>|<0x[0-9A-Fa-f]{2}>|[▁⁇]")
_LETTER = re.compile(r"[^\W\d_]")
_PUNCTUATION = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″＂", '"'),
        **dict.fromkeys("‘’‚‛′`´＇", "'"),
        **dict.fromkeys("–—―−‐‑‒", "-"),
        "…": "...",
    }
)
_CLAUSE_END = re.compile(r"[;,:](?=\s)")
_FINAL_STOP = re.compile(r"[.!?…:;,][\"')\]”’]*$")

# Times, dates, prices and measures that the model mangles in one spelling and gets right in
# another: it makes "September 12, 23,23" of 12/9/2023 and "dong/judge" of đồng/lượng.
_D, _M, _Y = f"({DAY})", f"({MONTH})", f"({YEAR})"
# The people of a place, in words of which the model makes a grandmother.
_PEOPLE = (
    r"à con\b(?! (?:nông dân|ngư dân|tiểu thương|kiều bào|họ hàng|với|xa|gần|gái|trai|dâu|rể)\b)"
)
_RESPELLINGS = [
    (re.compile(pattern, re.IGNORECASE), spelling)
    for pattern, spelling in (
        (r"\b(b)(?:ác sĩ|s\.?) (?:chuyên khoa|ck) ?(?:cấp )?(?:II?|[12])\b", r"\1ác sĩ"),
        (r"\b([01]?\d|2[0-4]) ?[hg] ?([0-5]\d)(?: ?phút)?\b", r"\1:\2"),
        (r"(?<=\b(?:lúc|vào|hồi) )([01]?\d|2[0-4]) giờ ([0-5]\d)(?: phút)?\b", r"\1:\2"),
        (r"\b([01]?\d|2[0-4]) giờ ([0-5]\d) phút(?=,? (?:cùng )?ngày\b)", r"\1:\2"),
        (rf"(?<![\d/.-]){_D}([/.-]){_M}\2{_Y}(?![\d/-]|\.\d)", r"\1 tháng \3 năm \4"),
        (rf"\b(tháng) ?{_M} ?[/.-] ?{_Y}\b(?![/-])", r"\1 \2 năm \3"),
        (rf"\b(quý) ?([1-4]|I{{1,3}}|IV) ?[/.-] ?{_Y}\b(?![/-])", r"\1 \2 năm \3"),
        (r"(?<![\d/.-])0?([1-9]|[12]\d|3[01])/0?([1-9]|1[0-2])(?![\d/])", r"\1/\2"),
        (rf"(?<=\(){_D}([/-]){_M}(?=\))", r"ngày \1\2\3"),
        (rf"(?<!từ )\b(ngày) {_D} và {_D}([/-]){_M}\b(?![/\d-])", r"\1 \2\4\5 và \3\4\5"),
        (r"\b(đồng|usd|euro|tỷ|triệu) ?/ ?([^\W\d_]+[23²³]?)", r"\1 mỗi \2"),
        (r"(%|\bmỗi [^\W\d_]+) ?/ ?(?=(?:năm|tháng|ngày|giờ|người)\b)", r"\1 mỗi "),
        (r"(?<![\d.,])(\d)m(\d\d)\b", r"\1,\2 m"),
        (r"(?<!\bvàng )(?<![\d.,])(\d{2,3})(?-i:k)\b", r"\1 nghìn"),
        (r"\b(trong(?: vòng)?|suốt|vòng) (\d\d)h\b(?! ?\d| ngày| cùng)", r"\1 \2 giờ"),
        (r"\b(hơn|gần) chục\b(?! (?:ngàn|nghìn|vạn))", r"\1 10"),
        (r"(?<=\w) & (?=\w)", " và "),
        (r"(?<=\d) m\b(?![/²³])", " mét"),
        (rf"\b(?-i:B){_PEOPLE}", "Người dân"),
        (rf"(?<!người )\bb{_PEOPLE}", "người dân"),
    )
]
_MILLION_BILLIONS = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{1,3})?) triệu t[ỷỉ]\b", re.IGNORECASE)
_LEADING_ZERO = re.compile(r"(?<=\btháng )0(?=[1-9]\b)|\b0(?=[1-9] tháng)", re.IGNORECASE)
# Who speaks in an interview, in a word that the model takes for a name.
_SPEAKERS = {
    "hỏi": "Question",
    "đáp": "Answer",
    "trả lời": "Answer",
    "pv": "Reporter",
    "phóng viên": "Reporter",
}
_SPEAKER = re.compile(rf"(?:[-*] ?)?({'|'.join(_SPEAKERS)}): ", re.IGNORECASE)
_CAPITAL_FIRST = re.compile(rf"[\"'(]*[{CAPITALS}]")
_SMALL_FIRST = re.compile(r"\A[\"'(]*[a-z](?![A-Z])")  # no iPhone
_CAPITAL_BEHIND_COLON = re.compile(rf"\A[^:\"(]{{2,40}}: [{CAPITALS}]")
_SMALL_BEHIND_COLON = re.compile(r"\A([^:\"(]{2,50}: )([a-z])(?![A-Z])")
_FUNCTION_WORD = re.compile(
    r"\A(?:The|An?(?= [a-z])|And|But|Or|It|They|He|She|We|This|That|These|In|On|At|To|For|With|By"
    r"|From|As|Of|Which|Who|When|While|After|Before|Because)\b"
)
_COMMON_FIRST = re.compile(
    r"(?!(?:Vietnam|Europe|Asia|Africa|America|Islam|Christ|Buddh|I\b|Jan|Feb|Mar|Apr|May|June|July"
    r"|Aug|Sep|Oct|Nov|Dec)|[A-Z][a-z]+day\b)[A-Z][a-z]+(?=,? [a-z\d])"
)
_SHOUTED_WORDS = re.compile(rf"\b[{CAPITALS}]{{2,}}(?: [{CAPITALS}]+)*\b")
_NO_WORDS = frozenset(("TƯ", "ĐU", "NGƯT"))  # abbreviations that could be syllables
# Names in a text in capitals. Most surnames are words too ("phạm" is to offend), as are the short
# names of countries.
_BEFORE_NAME = re.compile(
    r"\b(?:ca sĩ|diễn viên|nghệ sĩ|công ty|café|ảnh:|ông|bà|anh|chị) \Z", re.IGNORECASE
)
_PLACE = re.compile(f"(?:{PLACES}|Việt Nam)")
_LONG_PLACES = "|".join(name for name in f"{PLACES}|Việt Nam".split("|") if " " in name)
_ANY_SURNAME = "|".join(sorted(SURNAMES))
_SHOUTED_NAME = re.compile(
    r"\b(?P<before>(?:ông|bà|anh|chị|thủ tướng|chủ tịch|bí thư|bộ trưởng|đại sứ|tướng|ca sĩ|nghệ sĩ"
    r"|diễn viên|hlv|bác sĩ|giáo sư|tiến sĩ|bị can|bị cáo) )?"
    rf"(?P<name>(?:{_ANY_SURNAME}) (?:văn|thị) \w+|(?(before)(?:{_ANY_SURNAME})"
    rf"|(?:Nguyễn|Huỳnh|Trịnh)) \w+ \w+|{_LONG_PLACES})\b",
    re.IGNORECASE,
)
_FIRST_WORD = re.compile(
    rf"(?P<before>\A[\"'(-]* ?|(?<=[\"(])|(?<=[.:;!?] ))"
    rf"(?P<word>[{CAPITALS}][^\W\d_{CAPITALS}]*)(?= (?:\d|[^\W\d_{CAPITALS}]))"
)


class Piece(NamedTuple):
    """What the model sees of a text: one sentence or clause, in ordinary capitals."""

    text: str
    shouted: bool  # the original was in capitals, so the translation should be
    speaker: str = ""  # in English, where the original begins with who speaks
    hidden: tuple[tuple[str, str], ...] = ()  # as of ``hide_signs``
    goes_on: bool = False  # with a sentence that was too long for the model


def simplify(text: str) -> str:
    """The one spelling that the built-in model was trained on: NFC, plain quotes and dashes,
    tone marks in their old places, single spaces.
    """
    return " ".join(fold_tone_marks(normalize(text)).translate(_PUNCTUATION).split())


def lower_starts(text: str, count_tokens: Callable[[str], int]) -> str:
    """``text``, simplified, with a small letter where a sentence or quotation begins, if its first
    word has fewer tokens so: the vocabulary knows "khởi" whole, and "Khởi" in two pieces.

    This is truecasing (Lita et al., 2003) by the model's vocabulary instead of a list of words. A
    word before one with a capital stays, as it may be of a name.
    """

    def lower(match: re.Match[str]) -> str:
        word = match["word"]
        small = word[0].lower() + word[1:]
        return match["before"] + (small if count_tokens(small) < count_tokens(word) else word)

    return _FIRST_WORD.sub(lower, text)


def cut_into_pieces(
    text: str, count_tokens: Callable[[str], int], max_tokens: int
) -> tuple[Piece, ...]:
    """The pieces of ``text`` to translate one by one; none where it holds no letter.

    Each has at most ``max_tokens`` by ``count_tokens``, which must grow with the text.
    """
    text = simplify(_CONTROL.sub(" ", text))
    pieces: list[Piece] = []
    if not _LETTER.search(text):
        return ()
    text = _respell(text)
    for sentence in split_sentences(text):
        speaker, said = _split_speaker(sentence.text)
        shouted = _is_shouted(said)
        plain = _quieten_all(said) if shouted else _quieten(said)
        for number, part in enumerate(_split_long(plain, count_tokens, max_tokens)):
            shown, hidden = hide_signs(part)
            if _LETTER.search(shown):
                pieces.append(Piece(shown, shouted, speaker, hidden, goes_on=number > 0))
                speaker = ""
    return tuple(pieces)


def _split_speaker(text: str) -> tuple[str, str]:
    """Who speaks, in English, and what is said: of "Đáp: Có." that is "Answer" and "Có."."""
    match = _SPEAKER.match(text)
    return (_SPEAKERS[match[1].lower()], text[match.end() :]) if match else ("", text)


def _respell(text: str) -> str:
    """``text`` with times, dates, prices and measures in the spelling that the model knows best."""
    text = spell_out(say_signs(double_quotes(text)))
    text = say_relatives(name_currency(say_spans(slash_dates(write_ranges(text)))))
    for pattern, spelling in _RESPELLINGS:
        text = pattern.sub(spelling, text)
    text = _MILLION_BILLIONS.sub(_in_thousand_billions, text)
    return respell_terms(_LEADING_ZERO.sub("", name_rounds(text)))


def _in_thousand_billions(match: re.Match[str]) -> str:
    """ "3.800 nghìn tỷ" of "3,8 triệu tỷ", of which the model makes millions."""
    thousands = round(float(match[1].replace(",", ".")) * 1000)
    return f"{thousands:,} nghìn tỷ".replace(",", ".")


def finish(piece: Piece, english: str) -> str:
    """The model's ``english`` for ``piece`` with the piece's own capitals, signs and final stop."""
    english = polish(say_hours(piece.text, " ".join(english.split())))
    if not _FINAL_STOP.search(piece.text):
        english = english.removesuffix(".")
        if _CAPITAL_BEHIND_COLON.match(piece.text):
            english = _SMALL_BEHIND_COLON.sub(lambda head: head[1] + head[2].upper(), english)
    elif piece.text[-1] in ",;" and english.endswith("."):  # the first half of a long sentence
        english = english[:-1] + piece.text[-1]
    if piece.goes_on or piece.text[:1].islower():
        english = _FUNCTION_WORD.sub(lambda match: match[0].lower(), english)
        if piece.goes_on and piece.text[:1].islower():
            english = _begin_small(piece.text, english)
    elif _CAPITAL_FIRST.match(piece.text):
        english = _SMALL_FIRST.sub(lambda match: match[0].upper(), english)
    english = show_signs(english.upper() if piece.shouted else english, piece.hidden)
    return f"{piece.speaker}: {english}" if piece.speaker else english


def _begin_small(vietnamese: str, english: str) -> str:
    """``english`` without the capital that the model gives the beginning of a piece, unless that is
    a name's.
    """
    first = _COMMON_FIRST.match(english)
    spelt = strip_diacritics(vietnamese).lower().replace(" ", "")
    if not first or first[0].lower() in spelt or names_country(first[0]):
        return english
    return first[0].lower() + english[first.end() :]


def _is_shouted(text: str) -> bool:
    letters = _LETTER.findall(text)
    upper = sum(letter.isupper() for letter in letters)
    return len(letters) >= 12 and upper >= 0.8 * len(letters)


def _quieten(text: str) -> str:
    """Ordinary capitals for words that stand in capitals amid others, abbreviations left alone."""

    def lower(match: re.Match[str]) -> str:
        words = match[0].split()
        name = match[0].title()
        is_name = words[0].title() in SURNAMES or _PLACE.fullmatch(name)
        if is_name and len(words) <= 4 and not (len(words) == 1 and name.isascii()):
            return name
        if len(words) < 3:
            is_spelt = not match[0].isascii() and all(map(SYLLABLE.fullmatch, words))
        else:
            is_spelt = bool(VIETNAMESE_LETTER.search(match[0]))
        if not is_spelt or match[0] in _NO_WORDS:
            return match[0]
        if _BEFORE_NAME.search(text, max(match.start() - 12, 0), match.start()):
            return name
        quiet = match[0].lower()
        return quiet if match.start() else quiet.capitalize()

    return _SHOUTED_WORDS.sub(lower, text)


def _quieten_all(text: str) -> str:
    """Ordinary capitals for a text in capitals: of names those that are surely ones."""
    return _SHOUTED_NAME.sub(
        lambda match: (match["before"] or "") + match["name"].title(), text.capitalize()
    )


def _split_long(text: str, count_tokens: Callable[[str], int], max_tokens: int) -> list[str]:
    if count_tokens(text) <= max_tokens or len(text) < 2:
        return [text]
    middle = len(text) / 2
    ends = [match.end() for match in _CLAUSE_END.finditer(text)]
    # A cut near an edge would leave the other part as long as before.
    ends = [end for end in ends if 0.2 * len(text) < end < 0.8 * len(text)]
    ends = ends or [match.start() for match in re.finditer(r"\s", text)] or [int(middle)]
    cut = min(ends, key=lambda end: abs(end - middle))
    return [
        part
        for half in (text[:cut].strip(), text[cut:].strip())
        if half
        for part in _split_long(half, count_tokens, max_tokens)
    ]
