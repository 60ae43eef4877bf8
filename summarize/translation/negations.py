"""A negation that a translation lost, and with it the sense (pure)."""

from __future__ import annotations

import re

# Words of which "không" is a part, and what is no negation in English either ("indispensable").
_NO_NEGATION = re.compile(
    r"\bkhông (?:gian|quân|khí|lưu|lực|trung|tặc|chỉ|những|kích|vận|ảnh|kể|ngừng|ngờ|ít|may|chiến"
    r"|người lái|thể (?:không|thiếu)|phải là không|tốt|phận|xa|lâu)\b"
    r"|\b(?:hàng|phòng|trên|đường|chân|Ngộ|có hay|nếu|đối|hay|được|có|bắt buộc|một|bằng|nhiệm)"
    r" không\b"
    r"|\bchưa (?:kể|đầy|đến|tới|từng có)\b|\bchẳng hạn\b|\b(?:hay|bao giờ) chưa\b|\blúc nào không\b"
    # A question ends with it.
    r"|\b(?:không|chưa)(?: ạ| nhỉ)? ?(?=[?\",.)]|\Z)",
    re.IGNORECASE,
)
_NEGATION = re.compile(r"\b(?:không|chưa|chẳng|chớ|đừng)\b", re.IGNORECASE)
_WHETHER = re.compile(r"\bliệu\b", re.IGNORECASE)
# What may say the same, negatively or by the opposite: no small word list, lest there be alarms.
_ENGLISH = re.compile(
    r"n't\b|n’t\b|\b(?:no|not|never|nor|neither|none|nothing|nobody|nowhere|without|cannot|unable"
    r"|un\w{4,}|in(?:correct|adequate|sufficient|appropriate|effective|valid|complete|eligible"
    r"|abilit|capab|dependent|experienced|secure|accurate|convenient|visible|consistent|stab|action)"
    r"\w*|im(?:possible|proper|pure|moral|polite|patient|mature)\w*|il(?:legal|logical)\w*"
    r"|ir(?:regular|responsib|relevan|rational)\w*|dis\w{4,}|mis\w{4,}|non\w*|\w+less|lack\w*"
    r"|fail\w*|refus\w*|den(?:y|i)\w*|avoid\w*|reject\w*|declin\w*|prevent\w*|little|few|hardly"
    r"|rarely|barely|yet|instead|rather|absen\w*|free of|far from|zero|stop\w*|ignor\w*|despite"
    r"|regardless|empty|late|only|too|los[st]\w*|prohibit\w*|ban\w*|abandon\w*|exempt\w*|forbid\w*"
    r"|hid\w*|secret\w*|br[eo]ke?\w*|except|against|until|before|behind|beyond|hard|difficult\w*"
    r"|poor\w*|bad\w*|worse|wrong\w*|violat\w*|contrary|vague|exclud\w*|short\w*|dare|doubt\w*|oppos\w*"
    r"|wait\w*|pending|whether)\b",
    re.IGNORECASE,
)


def loses_negation(vietnamese: str, english: str) -> bool:
    """Whether the Vietnamese negates something and the English nothing at all."""
    if _WHETHER.search(vietnamese) or _ENGLISH.search(english):
        return False
    return bool(_NEGATION.search(_NO_NEGATION.sub(" ", vietnamese)))
