"""Bytes → text, and text that was garbled on its way → what it said (pure).

Vietnamese was written in fonts with encodings of their own before Unicode, and old files and
pages still are: in TCVN3 (the ``.Vn…`` fonts, "ABC") ``Việt`` looks ``ViÖt``, in VNI ``Vieät``.
UTF-8 that some program took for Windows-1252 looks ``Viá»‡t``. A text is converted only if that
makes Vietnamese syllables of nearly all of its odd words.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from summarize.types import InputError
from summarize.words import VIETNAMESE_LETTER

_HEAD = 100_000  # bytes or characters that are enough to judge a text by

# --- Is it Vietnamese? ----------------------------------------------------------------------

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_ONSET = r"(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdđghklmnprstvx])?"
_SYLLABLE = re.compile(
    _ONSET + r"(?:a(?:ng|nh|[mniouy])?|ă(?:ng|[mn])|â(?:ng|[mnuy])|e(?:ng|[mno])?"
    r"|ê(?:nh|ng|[mnu])?|i(?:a|nh|ê?[mnu]|êng)?|o(?:ng|ong|[aemni]|a(?:ng|nh|[imnoy])"
    r"|ă(?:ng|[mn])|e[no])?|ô(?:ng|[imn])?|ơ[imnu]?"
    r"|u(?:ng|[aimnơ]|â(?:ng|[ny])|ê(?:n|nh)?|ô(?:ng|[imn])|y(?:a|u|ê?n|nh)?)?"
    r"|ư(?:ng|[aimnu]|ơ(?:ng|[imnu]))?|y(?:ê?[mnu]|êng|nh)?)"
)
_STOPPED_SYLLABLE = re.compile(  # these take the tones sắc and nặng only
    _ONSET + r"(?:a(?:ch|[cpt])|ă[cpt]|â[cpt]|e[cpt]|ê(?:ch|[cpt])|i(?:ch|ê?[pt]|êc)"
    r"|o(?:[cpt]|oc|a(?:ch|[cpt])|ă[ct]|et)|ô[cpt]|ơ[pt]|u(?:[cpt]|â[ct]|ê(?:ch|t)|ô[ct]"
    r"|y(?:ch|ê?t|p))|ư(?:[ct]|ơ[cpt])|y(?:ê?t|ch|p))"
)
_WORD = re.compile(r"[^\W\d_]+")
_NOT_ASCII_LETTER = re.compile(r"(?![A-Za-z])[^\W\d_]")
# Letters and signs that such text is full of and Vietnamese in Unicode hardly knows.
_LOST = re.compile(r"\ufffd|(?<=[^\W\d_])\?(?=[^\W\d_])")
_ODD = re.compile(r"[\x80-\x9f¡-»¼-¿ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþÿ†‡ˆ‰Š‹ŒŽ˜™š›œžŸ\xad]")


def _is_syllable(word: str) -> bool:
    """Whether a word can be Vietnamese: its sounds, and a tone that they can have."""
    parts = unicodedata.normalize("NFD", word.lower())
    base = unicodedata.normalize("NFC", _TONES.sub("", parts))
    if _SYLLABLE.fullmatch(base):
        return len(_TONES.findall(parts)) <= 1
    tones = _TONES.findall(parts)
    return tones in (["\u0301"], ["\u0323"]) and bool(_STOPPED_SYLLABLE.fullmatch(base))


def plausibility(text: str) -> float:
    """The share (0–1) of its words with a letter beyond ASCII that can be Vietnamese syllables.

    Signs found in garbled text alone, and those for a letter that was lost, count as words. 0 where
    there are none.
    """
    text = unicodedata.normalize("NFC", text[:_HEAD])
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    signs = sum(not character.isalpha() for character in _ODD.findall(text))
    total = len(words) + signs + len(_LOST.findall(text))
    return sum(map(_is_syllable, words)) / total if total else 0.0


class Restored(NamedTuple):
    """A text as it was meant, and what a reader should be told of how it came to be so."""

    text: str
    notes: tuple[str, ...] = ()


CONVERTED = (
    "The text was converted from an old Vietnamese encoding or garbled UTF-8: "
    "compare names and numbers with the source."
)
LOST = "Some of its letters were lost before and stand as \ufffd."

# --- Bytes ----------------------------------------------------------------------------------


def decode_text(content: bytes, source: str) -> Restored:
    """The text in bytes of UTF-8, UTF-16, windows-1258, TCVN3 or VNI.

    What a page or server declares is not asked. Of UTF-8 that is broken here and there only those
    letters are lost. ``source`` names the input in errors. Raises InputError for what is no text,
    and for what is in an old encoding that cannot be told with certainty.
    """
    for encoding in guess_encodings(content[:_HEAD]):
        try:
            return restore_text(content.decode(encoding), source)
        except UnicodeDecodeError:
            if encoding == "utf-8-sig" and _is_mostly_utf8(content):
                return Restored(content.decode(encoding, errors="replace"))
    raise InputError(f"{source} is not a text: save it as UTF-8 text or HTML.")


def _is_mostly_utf8(content: bytes) -> bool:
    """Whether bytes are broken UTF-8 rather than another encoding, in which hardly any letter with
    a mark would come out right.
    """
    text = content.decode(errors="replace")
    marked = sum(not character.isascii() for character in text) - text.count("\ufffd")
    return marked >= len(re.findall("\ufffd+", text))  # a letter of three bytes leaves up to three


def guess_encodings(head: bytes) -> tuple[str, ...]:
    """The codecs that a text with this beginning may have, likeliest first; none if binary.

    ``latin-1`` stands for bytes that ``restore_text`` makes sense of once they are text.
    """
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    if b"\0" in head:
        return _guess_utf16(head)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # may be cut inside a character
    except UnicodeDecodeError:
        if not _is_mostly_utf8(head):
            in_windows_1258 = plausibility(head.decode("cp1258", "replace")) >= _CERTAIN
            return ("cp1258", "latin-1") if in_windows_1258 else ("latin-1",)
    return ("utf-8-sig", "latin-1")


def _guess_utf16(head: bytes) -> tuple[str, ...]:
    """UTF-16 that lacks its mark: the upper byte of most letters is null, no lower byte is."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > len(head) // 5 and not even:
        return ("utf-16-le",)
    if even > len(head) // 5 and not odd:
        return ("utf-16-be",)
    return ()


# --- Garbled text ---------------------------------------------------------------------------

_CERTAIN = 0.9
_SUSPECT = 0.5
_FEW = 0.1  # the share of a text that may look odd without the text being refused
_FEWER = 0.25  # so much, against the lines in order, is left as it is: "Beyoncé × Shakira"
# Signs in their own right ("Ø10 × 12 m", "£20"); in old encodings they stand for a word's letters.
_ALONE = re.compile(rf"(?<![^\W\d_]){_ODD.pattern}(?![^\W\d_])")

# Windows has signs where Latin-1 has control characters.
_WINDOWS = {
    code: sign for code in range(0x80, 0xA0) if (sign := bytes([code]).decode("cp1252", "ignore"))
}
_LATIN = {ord(sign): chr(code) for code, sign in _WINDOWS.items()}


def _pairs(table: str) -> Iterator[tuple[str, str]]:
    for entry in table.split():
        yield entry[0], entry[1:]


# Unicode letter, then how it is written. TCVN 5712:1993, third set: capitals with a tone have
# no code of their own but a font.
_TCVN3 = {
    code: letter
    for letter, code in _pairs(
        """
        àµ ả¶ ã· á¸ ạ¹ ă¨ ằ» ẳ¼ ẵ½ ắ¾ ặÆ â© ầÇ ẩÈ ẫÉ ấÊ ậË đ® èÌ ẻÎ ẽÏ éÐ ẹÑ êª ềÒ ểÓ ễÔ ếÕ ệÖ ì×
        ỉØ ĩÜ íÝ ịÞ òß ỏá õâ óã ọä ô« ồå ổæ ỗç ốè ộé ơ¬ ờê ởë ỡì ớí ợî ùï ủñ ũò úó ụô ừõ ửö ữ÷ ứø
        ựù ỳú ỷû ỹü ýý ỵþ Ă¡ Â¢ Ê£ Ô¤ Ơ¥ Ư¦ Đ§
        """
    )
} | {"\xad": "ư"}
# VNI-Windows: a vowel and a mark beside it.
_VNI = {
    code: letter
    for letter, code in _pairs(
        """
        áaù àaø ảaû ãaõ ạaï ăaê ắaé ằaè ẳaú ẵaü ặaë âaâ ấaá ầaà ẩaå ẫaã ậaä
        éeù èeø ẻeû ẽeõ ẹeï êeâ ếeá ềeà ểeå ễeã ệeä ỉæ ĩó ịò
        óoù òoø ỏoû õoõ ọoï ôoâ ốoá ồoà ổoå ỗoã ộoä ơô ớôù ờôø ởôû ỡôõ ợôï
        úuù ùuø ủuû ũuõ ụuï ưö ứöù ừöø ửöû ữöõ ựöï ýyù ỳyø ỷyû ỹyõ ỵî đñ
        """
    )
}
_VNI |= {code.upper(): letter.upper() for code, letter in _VNI.items()} | {
    code[0].upper() + code[1]: letter.upper() for code, letter in _VNI.items() if len(code) == 2
}
_VNI_CODE = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
# The ư of TCVN3 is an invisible hyphen, which some programs show.
_VISIBLE_HYPHEN = re.compile(r"(?<=[^\W\d_]|[®µ¶·¸¹¨©])-|-(?=[¬êëìíî])")
# ơ is never alone before these: an ư, that hyphen, was lost.
_LOST_HYPHEN = re.compile(r"(?<!ư)[ơờởỡớợ](?:c|ng|u)(?![^\W\d_])", re.IGNORECASE)


def _from_tcvn3(line: str) -> str:
    capitals = sum(map(str.isupper, filter(str.isascii, line)))
    small = sum(map(str.islower, filter(str.isascii, line)))
    converted = "".join(_TCVN3.get(character, character) for character in line)
    return converted.upper() if capitals > 4 * small else converted


def _from_tcvn3_with_hyphens(line: str) -> str:
    return _from_tcvn3(_VISIBLE_HYPHEN.sub("\xad", line))


def _from_vni(line: str) -> str:
    return _VNI_CODE.sub(lambda match: _VNI[match[0]], line)


def _from_bytes(line: str, encoding: str) -> str:
    content = line.translate(_LATIN).encode("latin-1", "replace")
    return content.decode(encoding, "replace")


def _from_utf8(line: str) -> str:
    # The last byte of à is a hard space, which becomes an ordinary one in many copies; of the bytes
    # that Windows-1252 lacks, and copies lose, one alone makes a letter here: Đ.
    line = re.sub(r"Ã(?: |$)", "Ã\xa0", line).replace("Ä\ufffd", "Ä\x90")
    return _from_bytes(line, "utf-8").replace("\ufffd?", "\ufffd")


def _from_windows_1258(line: str) -> str:
    return unicodedata.normalize("NFC", _from_bytes(line, "cp1258"))


_CONVERSIONS: tuple[Callable[[str], str], ...] = (
    _from_utf8,
    _from_tcvn3,
    _from_tcvn3_with_hyphens,
    _from_vni,
    _from_windows_1258,
)


def restore_text(text: str, source: str = "The text") -> Restored:
    """``text`` with the lines converted that are in an old Vietnamese encoding or garbled UTF-8.

    Text in order is given back as it is, and so is text in other languages. Raises InputError,
    which names ``source``, for what is recognised but cannot be converted with certainty.
    """
    if not _ODD.search(text):
        return Restored(text)
    lines = text.translate(_WINDOWS).split("\n")
    garbled = [index for index, line in enumerate(lines) if _is_garbled(line)]
    sample = "\n".join(lines[index] for index in garbled)[:_HEAD]
    before = plausibility(sample)
    if not garbled or before >= _CERTAIN:
        return Restored(text)
    in_order = sum(len(line) for line in lines if VIETNAMESE_LETTER.search(line))
    if sum(len(lines[index]) for index in garbled) < _FEWER * in_order:
        return Restored(text)
    score, convert = max(
        ((plausibility(_by_line(convert, sample)), convert) for convert in _CONVERSIONS),
        key=lambda scored: scored[0],
    )
    if score <= before or score < _SUSPECT:
        return Restored(text)
    lost = convert is _from_tcvn3 and "\xad" not in sample and _LOST_HYPHEN.search(convert(sample))
    if score < _CERTAIN or lost:
        if sum(len(lines[index]) for index in garbled) < _FEW * len(text):
            return Restored(text)
        raise InputError(
            f"{source} is not in Unicode but, it seems, in an old Vietnamese font's encoding "
            "(TCVN3 or VNI) or garbled UTF-8, and too damaged to convert with certainty. Convert "
            "it to Unicode, for example with UniKey (Ctrl+Shift+F6), or copy it from elsewhere."
        )
    for index in garbled:
        lines[index] = convert(lines[index])
    restored = "\n".join(lines)
    return Restored(restored, (CONVERTED, LOST) if "\ufffd" in restored else (CONVERTED,))


def _is_garbled(line: str) -> bool:
    line = _ALONE.sub("", line)
    if VIETNAMESE_LETTER.search(line) or not (_ODD.search(line) or _NOT_ASCII_LETTER.search(line)):
        return False
    return plausibility(line) < _CERTAIN


def _by_line(convert: Callable[[str], str], text: str) -> str:
    return "\n".join(map(convert, text.split("\n")))
