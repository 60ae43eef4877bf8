"""Vietnamese text at the level of characters and syllables (pure)."""

from __future__ import annotations

import re
import unicodedata
from itertools import chain

# Of the control characters, those that neither break a line nor stand for a space: some command
# the terminal that shows them.
_INVISIBLE = re.compile("[\ufeff\u200b-\u200f\u2060\u00ad\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_ODD_SPACES = re.compile(r"[\t\v\f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


def normalize(text: str) -> str:
    r"""NFC, ``\n`` line ends, ordinary spaces, no invisible characters; wording is untouched."""
    text = _INVISIBLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n\n")
    text = text.replace("\u00d0", "Đ")  # the Icelandic letter looks the same
    return unicodedata.normalize("NFC", _ODD_SPACES.sub(" ", text))


# The same open syllable is written hoà (new style) or hòa (old style). In a closed syllable
# (hoàn) both styles agree, and after q the u is not part of the vowel (quý).
_NEW_STYLE = dict(
    zip(
        "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split(),
        "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split(),
        strict=True,
    )
)
_NEW_STYLE |= {new.upper(): old.upper() for new, old in _NEW_STYLE.items()} | {
    new.capitalize(): old.capitalize() for new, old in _NEW_STYLE.items()
}
# Begins with one character class and asks the rest of what is left: that is what makes it fast.
_NEW_STYLE_ENDING = re.compile(r"[oOuU][àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ](?![^\W\d_])(?<![qQ][uU].)")


def fold_tone_marks(text: str) -> str:
    """One spelling for syllables whose tone mark may stand in two places: hoà → hòa.

    For comparison and as the translation model's input only: quotations keep the source's own.
    ``text`` must be NFC; the result has the same length.
    """
    return _NEW_STYLE_ENDING.sub(lambda match: _NEW_STYLE.get(match[0], match[0]), text)


_TOKEN = re.compile(r"\d+(?:[.,/:]\d+)*%?|[^\W\d_]+")


class _Pieces(dict[str, tuple[str, ...]]):
    """What stands between white space → its syllables; short pieces are remembered."""

    def __missing__(self, piece: str) -> tuple[str, ...]:
        found = tuple(_TOKEN.findall(fold_tone_marks(piece).lower()))
        if len(self) >= 1 << 15:
            self.clear()
        if len(piece) < 32:
            self[piece] = found
        return found


_syllables_of = _Pieces().__getitem__


def syllables(text: str) -> list[str]:
    """The text's syllables and numbers, lower-cased, tone marks folded, punctuation left out.

    Vietnamese writes spaces between syllables, not words; syllables are what ROUGE and the
    rankers count here.
    """
    return list(chain.from_iterable(map(_syllables_of, text.split())))


VOWELS = "aeiouyàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
"""Vietnamese vowels with and without their tone marks, in small letters."""

SYLLABLE = re.compile(
    r"(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    rf"[{VOWELS}]{{1,3}}"
    r"(?:ch|ng|nh|[cmnpt])?",
    re.IGNORECASE,
)
"""What Vietnamese spelling allows for a syllable."""

VIETNAMESE_LETTER = re.compile(r"[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
"""A letter that Vietnamese has and no other language."""
# From the letter on to the word's end: each word is found once.
_VIETNAMESE_WORD = re.compile(rf"{VIETNAMESE_LETTER.pattern}\S*")
_WORD = re.compile(r"[^\W\d_]\S*")


CAPITALS = "A-ZÀ-ÖØ-ÞĂĐĨŨƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EF9, 2)))
"""Vietnamese capital letters, as in a pattern's square brackets."""


PLACES = (
    "TP ?HCM|Hà Nội|Hải Phòng|Đà Nẵng|Cần Thơ|Huế|Thừa Thiên Huế|An Giang|Bà Rịa - Vũng Tàu|"
    "Bắc Giang|Bắc Kạn|Bạc Liêu|Bắc Ninh|Bến Tre|Bình Định|Bình Dương|Bình Phước|Bình Thuận|"
    "Cà Mau|Cao Bằng|Đăk Lăk|Đắk Lắk|Đăk Nông|Đắk Nông|Điện Biên|Đồng Nai|Đồng Tháp|Gia Lai|"
    "Hà Giang|Hà Nam|Hà Tĩnh|Hải Dương|Hậu Giang|Hòa Bình|Hưng Yên|Khánh Hòa|Kiên Giang|"
    "Kon Tum|Lai Châu|Lâm Đồng|Lạng Sơn|Lào Cai|Long An|Nam Định|Nghệ An|Ninh Bình|"
    "Ninh Thuận|Phú Thọ|Phú Yên|Quảng Bình|Quảng Nam|Quảng Ngãi|Quảng Ninh|Quảng Trị|"
    "Sóc Trăng|Sơn La|Tây Ninh|Thái Bình|Thái Nguyên|Thanh Hóa|Tiền Giang|Trà Vinh|"
    "Tuyên Quang|Vĩnh Long|Vĩnh Phúc|Yên Bái|Trung Quốc|Nhật Bản|Hàn Quốc|Triều Tiên|"
    "Thái Lan|Campuchia|Lào|Malaysia|Singapore|Indonesia|Philippines|Ấn Độ|Australia|Mỹ|Anh|"
    "Pháp|Đức|Italy|Nga|Ukraine|Israel|Iran|Đài Loan"
)
"""Provinces and the countries that the news speaks of most, as a pattern's alternatives."""


def capitalize(text: str) -> str:
    """The text with a capital first letter; the others stay, which ``str.capitalize`` lowers."""
    return text[:1].upper() + text[1:]


def strip_diacritics(text: str) -> str:
    """The letters without their marks: Đỗ Mười → Do Muoi."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def vietnamese_share(text: str) -> float:
    """The share (0–1) of words that hold a letter found in Vietnamese alone.

    About 0.5 in Vietnamese news, under 0.02 in other languages, 0 where there are no words.
    The letters that French or Portuguese have too (à, ê, ô) do not count.
    """
    sample = text[:8_000]
    return len(_VIETNAMESE_WORD.findall(sample)) / max(len(_WORD.findall(sample)), 1)


def is_vietnamese(text: str) -> bool:
    """Whether the text looks like Vietnamese written with its diacritics."""
    return vietnamese_share(text) >= 0.15


_UNACCENTED, _FEWEST_UNACCENTED = 0.8, 5  # the share of syllables, and words


def lacks_diacritics(text: str) -> bool:
    """Whether a line is Vietnamese as it is written without its diacritics: "Gia xang tang manh tu
    chieu nay". Of fewer than five words it is not told.
    """
    words = re.findall(r"[^\W\d_]+", text) if text.isascii() else []
    if len(words) < _FEWEST_UNACCENTED:
        return False
    return sum(map(bool, map(SYLLABLE.fullmatch, words))) >= _UNACCENTED * len(words)


STOP_WORDS = frozenset(
    """
    ai anh ấy bà bằng bị bởi các cái càng cả cho chỉ chưa chúng chuyện có còn của cùng cũng cứ
    dù do đã đang đây để đến đều đi điều đó được đúng em gì giữa hay hết hơn họ hoặc khi không
    kể là lại làm lên lúc mà mình mọi mỗi một nào này nay nên nếu ngay ngày người nhiều như nhưng
    những nơi nữa ông ở phải qua quá ra rằng rất rồi sau sẽ sự tại theo thì thế thêm tới trên
    trong trước từ từng và vẫn vào về vì việc với vừa xuống
    """.split()
)
"""Frequent Vietnamese function syllables, as ``syllables`` gives them."""
