"""Vietnamese sentence splitting with offsets (pure).

One compiled regex finds where a sentence might end; the questions after it, cheapest first,
decide. All look at a bounded stretch of text, so time is linear whatever the text.

A stop inside a quotation ends a sentence like any other, lest a speech become one giant
sentence; a closing mark stays with the sentence it closes, as does what says who spoke:
``“Cháy rồi!” bà hét lên.`` is one sentence.
"""

from __future__ import annotations

import re

from summarize.types import Sentence
from summarize.words import CAPITALS, SYLLABLE

_OPENING = "“\"‘'«(["
_CLOSING = "”’»)\\]\"'"

_EMOJI = "\U0001f300-\U0001faff"

# A newline, or a run of stops or emoji with closing marks and footnote marks; ``after`` is not None
# before white space or, for want of a space, a capital. It begins with one character class, which
# makes it fast, and takes a run whatever is after it, lest each of its characters be tried.
_CANDIDATE = re.compile(
    rf"[.!?…\n{_EMOJI}](?:(?<=\n)|[.!?…{_EMOJI}\ufe0f\u200d]*"
    rf"(?:[{_CLOSING}]+(?!\w))?(?:\[\d{{1,3}}\])*"
    rf"(?P<after>(?=\s|[”’»]?[“\"‘«(]?[{CAPITALS}])[”’»]?)?)"
)
# The first word after a stop, past dashes, opening marks and emoji, and the word after that.
_NEXT = re.compile(r"([^\w\n]{0,12})(\w*)([.)] )?(?: (\w))?")

_NOT_SPACE = re.compile(r"\S")
_VOWEL = re.compile(r"[aeiouyăâêôơưàáảãạ]", re.IGNORECASE)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A name or a number follows these. Written in lower case they count only if no word can be
# spelt so (no vowel): "gs. Tuấn", but "ăn no. Sau đó".
_ABBREVIATIONS = _words(
    """
    tp t.p tx tt kp ql tl hl đl kcn kđt
    gs pgs ts t.s ths th.s tskh bs bsck bscki bsckii cki ckii ck1 ck2 ds ks k.s kts ls cn
    nsnd nsưt nsut nnưt gvc tgđ pgđ đd mr mrs ms dr prof st ft gen sgt col capt hon
    gđ pgđ ktv lm kđtm kcx qlda bqlda
    cp cty ctcp ctcpđt tnhh mtv dntn htx nxb đh cđ thpt thcs ttgdtx vp bch bql bcđ
    no vol fig tr trg stt đt sđt đc
    """
)
# One capital that may stand for a kind of place: phường, quận, đường, huyện; xã, thôn, ấp …
_PLACE_LETTERS = _words("P Q Đ H F X")
_INITIAL = re.compile(r"(?:[^\W\d_]|[A-Z][hrg]|Ngh|Gi|Qu)")
_LONE_INITIAL = re.compile(r"[A-Z]\.")
# After these a letter names a kind, not a person: "39,5 độ C. Độ ẩm", "bảng A. Đội".
_LETTERED = _words(
    """
    độ vitamin nhóm hạng loại bảng khối lớp gan đội điểm tòa toà block lô án bằng cúm hàng khu mục
    hình kiểu dạng type mẫu máu ngành chi tuýp nhánh cổng cửa series serie giải henry louis
    elizabeth charles philip cấp vòng xã phường quận huyện tỉnh thôn ấp đường
    """
)
_TOWNS = _words("tp t.p tx")
_SHORT = _words("Huế Vinh")
_KIN = _words(
    """
    ông bà anh chị em cháu cô chú bác cậu dì bé cụ thầy bạn tên nhân cáo can tượng sinh hung phạm
    """
)
# Words that begin sentences and hardly ever names.
_OPENERS = _words(
    """
    ông bà anh chị em cô chú bác họ tôi chúng mình nó ai theo tuy trong ngoài sau trước khi để do vì
    nếu hiện đây đó các những cả một tại với cùng bên ngày từ và nhưng cũng còn việc
    song tới đến nay mặc dù bởi nên vậy thế rồi lúc giờ giữa sáng trưa chiều tối đêm mỗi mọi
    nhiều ít hầu gần hơn khoảng ngay cụ đặc trên dưới qua về người không có được bị vụ
    nhờ nhằm thậm ngược trái thay chỉ vừa mới đã đang sẽ xem
    """
)
_MARKER = re.compile(r"(?:\d{1,2}|[IVXLC]+|[ivx]+|[a-zA-ZđĐ])(?:\.\d{1,2})*")
# The numbered piece that a sentence begins with: "Điều 5. Quyền …", "- 1. Tăng …".
_NUMBERED = re.compile(
    rf"[-–•*+ “\"(]*(?:(?:Điều|Khoản|Chương|Mục|Bài|Phần|Bước|Câu|Điểm|Tiết|Phụ lục|Bảng|Hình|Tập"
    rf"|Quyển|Hồi|Biểu|Mẫu|Tiểu mục|Vấn đề|Nhóm)\s)?{_MARKER.pattern}",
    re.IGNORECASE,
)
_DOMAINS = _words("com net org info edu gov vn html htm php asp js jsp")


def opens_sentence(line: str) -> bool:
    """Whether a line begins as sentences do and names do not: "Theo quy định", not "Theo"."""
    first = _NEXT.match(line)
    return first is not None and first[2][:1].isupper() and _opens_sentence(first[2], first[4])


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of ``text`` in order, each with its exact offsets.

    A sentence never spans a newline and has no white space around it. Pieces without any letter
    are left out; all other text is in exactly one sentence. Takes linear time.
    """
    sentences: list[Sentence] = []
    start = 0
    for candidate in _CANDIDATE.finditer(text):
        if text[candidate.start()] == "\n" or _ends_sentence(text, start, candidate):
            _append(sentences, text, start, candidate.end())
            start = candidate.end()
    _append(sentences, text, start, len(text))
    return tuple(sentences)


def _append(sentences: list[Sentence], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped.upper() != stripped.lower() or any(map(str.isalpha, stripped)):
        start += len(piece) - len(piece.lstrip())
        sentences.append(Sentence(stripped, start, start + len(stripped)))


def _ends_sentence(text: str, start: int, candidate: re.Match[str]) -> bool:
    if candidate["after"] is None:
        return False
    stop, end = candidate.span()
    following = _NEXT.match(text, end)
    gap, word, marker, after = following.groups() if following else ("", "", "", "")
    if not word:
        return True
    is_item = marker and (len(word) == 1 or _MARKER.fullmatch(word))
    if word[0].islower() and not word[1:2].isupper() and not is_item:
        return False
    mark = candidate[0]
    if mark[0] not in ".!?…":
        return word[0].isupper() and any(map(str.isalpha, text[max(start, stop - 40) : stop]))
    if _is_inside_parentheses(text, start, stop, end):
        return False
    # What is before the stop: its own word, and up to three words before that.
    low = max(start, stop - 40)
    before = text[low:stop].rsplit(None, 4)
    token = before[-1].lstrip(_OPENING) if before and not text[stop - 1].isspace() else ""
    if not gap and not _may_lack_space(token, word):
        return False
    if mark[0] != "." or mark.startswith(".."):
        return _ends_with_mark(text, start, stop, mark, gap, word, token)
    if mark[-1] in '”"’»' and "-" in gap.replace("–", "-").replace("—", "-"):
        return False  # “…” - Thủ tướng nói
    if not token:
        return True
    previous = before[-2] if len(before) > 1 else ""
    if stop - start < 24 and _NUMBERED.fullmatch(text, start, stop):
        return False
    if _is_abbreviation(token):
        return _opens_sentence(word, after) or _ends_with_town(token, word, after)
    last = token.rpartition(".")[2]
    if _INITIAL.fullmatch(last) and last[0].isupper():
        return _ends_after_initial(token, previous, gap, word, after)
    is_marker = previous[-1:] in (":", ";") and _MARKER.fullmatch(token)
    return not is_marker


def _is_inside_parentheses(text: str, start: int, stop: int, end: int) -> bool:
    """Whether the stop is part of an aside (câu 1: 3 điểm. Câu 2: 7 điểm) in a sentence."""
    opening = text.rfind("(", max(start, stop - 200), stop)
    if opening < 0 or text.find(")", opening, stop) >= 0 or text.find(")", end, end + 200) < 0:
        return False
    return _NOT_SPACE.search(text, start, opening) is not None


def _may_lack_space(token: str, word: str) -> bool:
    """Whether a stop with a capital right after it may be a full stop: ``lượng.Giá``."""
    if "//" in token or "@" in token or token.startswith("www") or word.lower() in _DOMAINS:
        return False
    if not token[-1:].isupper():
        return not token or bool(SYLLABLE.fullmatch(word)) or _is_abbreviation(word)
    last = token.rpartition(".")[2]
    return len(last) >= 3 and not _is_abbreviation(token) and word.lower() in _OPENERS


def _ends_with_mark(
    text: str, start: int, stop: int, mark: str, gap: str, word: str, token: str
) -> bool:
    """Whether ``?``, ``!`` or an ellipsis ends the sentence."""
    if stop > 0 and text[stop - 1] in "([":
        return False  # (!), (?), (...)
    if stop - start < 4 and not text[start:stop].strip(_OPENING + " "):
        return False  # ...Và rồi
    if mark[-1] in '”"’»' and any(dash in gap for dash in "-–—"):
        return False
    if token == "Yahoo":
        return False
    return mark[0] in "?!" or not word[0].isdigit()


def _is_abbreviation(token: str) -> bool:
    lowered = token.lower()
    last = lowered.rpartition(".")[2]
    return (lowered in _ABBREVIATIONS or (last in _ABBREVIATIONS and len(last) > 1)) and (
        token[0].isupper() or not _VOWEL.search(lowered)
    )


def _opens_sentence(word: str, after: str | None) -> bool:
    """Whether ``word`` begins a sentence rather than a name: "Theo quy", not "Bà Rịa"."""
    return word.lower() in _OPENERS and after is not None and not after.isupper()


def _ends_with_town(token: str, word: str, after: str | None) -> bool:
    """ "lớn nhất TP. Vốn đầu tư": names of towns have two syllables, all but two of them."""
    is_word = word[1:].islower() and word not in _SHORT
    return is_word and token.lower() in _TOWNS and after is not None and after.islower()


def _ends_after_initial(token: str, previous: str, gap: str, word: str, after: str | None) -> bool:
    """Whether a sentence ends at the stop of ``A.``, ``Th.`` or ``L.V.B.``"""
    if previous.lower() in _LETTERED and "." not in token:
        return True
    if "(" in gap or word[0].isdigit() or (len(word) == 1 and word not in "ÝỞ"):
        return False
    if _opens_sentence(word, after):
        return True
    if not SYLLABLE.fullmatch(word) or _LONE_INITIAL.fullmatch(previous):
        return False  # George W. Bush, I. M. Pei
    if "." in token:
        return True
    is_person = previous.lower() in _KIN or (
        previous[:1].isupper() and not previous.isupper() and SYLLABLE.fullmatch(previous)
    )
    return bool(is_person) or token not in _PLACE_LETTERS
