"""How a sentence opens: whether it leans on the one before, and what may be left out (pure)."""

from __future__ import annotations

import re

from summarize.types import Sentence


def _either(phrases: str) -> str:
    return "|".join(" ".join(phrases.split()).split(", "))


# With the comma after them they say how a sentence is joined to the one before, and nothing that
# the rest needs to be true or whole.
_CONNECTIVES = _either(
    """
    tuy nhiên, tuy vậy, tuy thế, thế nhưng, mặc dù vậy, dù vậy, dù thế, bên cạnh đó, ngoài ra,
    hơn nữa, thêm vào đó, không những thế, không chỉ vậy, không chỉ thế, theo đó, do đó, do vậy,
    vì vậy, vì thế, bởi vậy, chính vì vậy, chính vì thế, như vậy, mặt khác, ngược lại, trái lại,
    trong khi đó, trước đó, sau đó, khi đó, khi ấy, lúc đó, lúc này, lúc ấy, tại đây, cụ thể
    """
)
_OTHERS = _either(
    """
    nhưng, song, đồng thời, và, còn, nhờ đó, nhờ vậy, từ đó, từ đây, qua đó, kết quả là,
    trong số đó, trong số này, trong đó, sau này, ở đây, cũng theo, cũng trong, cũng tại, đó là,
    đây là, đây cũng là, chẳng hạn, ví dụ, từ câu hỏi này, từ câu hỏi đó, trước tình hình đó,
    trước tình hình này, với điều này, điều này, điều đó, việc này, việc đó, vụ này, chuyện này,
    người này, số này, con số này, đặc biệt là, nhất là, cách này, những người này,
    các đối tượng này
    """
)
_PRONOUN = (
    r"(?i:ông|bà|anh|chị|cô|em|nó|họ|hắn)\ "
    r"(?!(?:con|em|bé|chủ|ngoại|nội|cụ|giáo|gái|dâu|rể|hùng|trai|mẹ|bầu|hai|ba)\b)[a-zà-ỹđ]"
)
_BEFORE_TIME = "tháng|tuần|năm|mùa|sau|trước|lúc|khi|rằng|tả|gọi|coi"
_HANGING = re.compile(
    rf"[\W_]*(?:(?i:{_CONNECTIVES}|{_OTHERS})\b"
    rf"|{_PRONOUN}"
    r"|[a-zđ]\)\ "  # an item of a list
    # "Cuối tháng 8, cô đề nghị": a time or place, and nobody named.
    rf"|(?i:sau|trước|cuối|đầu|giữa|đến|từ|vào|khi|trong|tại|ngày|tháng|năm|sáng|trưa|chiều|tối|đêm"
    rf"|hôm|lúc|hiện|ban|theo)\b[^,A-ZĐ]{{0,40}},\ {_PRONOUN}"
    # "Phương án này", "Với các kết quả đó"; not "Tháng này" nor "Giới chức sau đó".
    rf"|(?:\w+\ ){{0,4}}(?!(?i:{_BEFORE_TIME})\ )\w+\ (?:này|đó|ấy)\b)"
)
# "…", cô nói.
_SAID = re.compile(rf"[”\"],?\ {_PRONOUN}[^A-ZĐ]{{0,40}}\Z")
_OMISSIBLE = re.compile(rf"(?:(?i:{_CONNECTIVES})\s?[,:]\s+)+")
# What follows has no subject of its own, or leans too.
_DEPENDENT = re.compile(
    r"(?:yêu cầu|đề nghị|kiến nghị|giao|chỉ đạo|tăng cường|tiếp tục|đẩy mạnh|bảo đảm|đảm bảo"
    r"|thực hiện|tổ chức|phối hợp|xây dựng|phát hiện|phải|cần|còn|cũng|đã|đang|sẽ|được|bị|mà|là|thì"
    r"|có thể)\b"
)
_LEAST = 6
"""The words that must remain."""


def hangs(text: str) -> bool:
    """Whether a text leans on the sentence before it.

    It opens with a connective (``Tuy nhiên``), a demonstrative (``Điều này``), or a bare pronoun
    before a lower-case word (``Ông cho biết``; not ``Ông Nam cho biết`` nor ``Bà con``), or is a
    quotation of such a pronoun.
    """
    return bool(_HANGING.match(text) or _SAID.search(text, len(text) - 60))


def find_opening(text: str) -> int:
    """How many characters of connectives a quotation of the sentence can do without, so that it
    stands alone; 0 where there are none or it would not.
    """
    match = _OMISSIBLE.match(text)
    if not match:
        return 0
    rest = text[match.end() :]
    is_whole = len(rest.split()) >= _LEAST and not _DEPENDENT.match(rest) and not hangs(rest)
    return match.end() if is_whole else 0


def leans(text: str) -> bool:
    """Whether a sentence hangs in the air even if its connectives are left out."""
    return hangs(text) and not find_opening(text)


def without_opening(sentence: Sentence) -> Sentence:
    """The sentence as it is quoted: from where it stands alone, if it can."""
    skipped = find_opening(sentence.text)
    if not skipped:
        return sentence
    return Sentence(sentence.text[skipped:], sentence.start + skipped, sentence.end)
