"""Texts in old encodings are read or refused, never shown garbled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize import InputError, summarize
from summarize.encodings import (
    CONVERTED,
    LOST,
    decode_text,
    guess_encodings,
    plausibility,
    restore_text,
)
from summarize.sources import RawArticle, parse_raw
from summarize.web.wording import find_phrase

TEXT = (
    "Cộng hoà xã hội chủ nghĩa Việt Nam\n"
    "Chiều 10/1, Văn phòng Chính phủ tổ chức hội nghị triển khai nhiệm vụ năm 2019 tại Hà Nội.\n"
    "Thủ tướng yêu cầu các bộ quyết liệt hơn, vì người dân chờ đợi: đường, trường, chợ đều thiếu."
)
TCVN3 = (
    "Céng hoµ x· héi chñ nghÜa ViÖt Nam\n"
    "ChiÒu 10/1, V¨n phßng ChÝnh phñ tæ chøc héi nghÞ triÓn khai nhiÖm vô n¨m 2019 t¹i Hµ Néi.\n"
    "Thñ t\xadíng yªu cÇu c¸c bé quyÕt liÖt h¬n, v× ng\xadêi d©n chê ®îi: ®\xadêng, tr\xadêng, "
    "chî ®Òu thiÕu."
)
VNI = (
    "Coäng hoaø xaõ hoäi chuû nghóa Vieät Nam\n"
    "Chieàu 10/1, Vaên phoøng Chính phuû toå chöùc hoäi nghò trieån khai nhieäm vuï naêm 2019 "
    "taïi Haø Noäi.\n"
    "Thuû töôùng yeâu caàu caùc boä quyeát lieät hôn, vì ngöôøi daân chôø ñôïi: ñöôøng, tröôøng, "
    "chôï ñeàu thieáu."
)


def in_windows_1258(text: str) -> bytes:
    """Letters with their own sign but the tone, which is a mark after them."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    written = ""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        base = "".join(part for part in parts if part not in tones)
        written += unicodedata.normalize("NFC", base) + "".join(p for p in parts if p in tones)
    return written.encode("cp1258")


def as_windows_1252(content: bytes) -> str:
    """What a program shows that takes the bytes for Windows-1252."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in content)


BYTES = {
    "UTF-8": TEXT.encode(),
    "UTF-8 with its mark": TEXT.encode("utf-8-sig"),
    "UTF-8, decomposed": unicodedata.normalize("NFD", TEXT).encode(),
    "UTF-16 with its mark": TEXT.encode("utf-16"),
    "UTF-16 LE": TEXT.encode("utf-16-le"),
    "UTF-16 BE": TEXT.encode("utf-16-be"),
    "windows-1258": in_windows_1258(TEXT),
    "TCVN3": TCVN3.encode("latin-1"),
    "VNI": VNI.encode("latin-1"),
    "TCVN3 saved as UTF-8": TCVN3.encode(),
    "VNI saved as UTF-16": VNI.encode("utf-16"),
    "UTF-8 taken for Windows-1252": as_windows_1252(TEXT.encode()).encode(),
    "windows-1258 taken for Windows-1252": as_windows_1252(in_windows_1258(TEXT)).encode(),
}


@pytest.mark.parametrize("name", BYTES)
def test_bytes_are_read(name: str) -> None:
    assert unicodedata.normalize("NFC", decode_text(BYTES[name], "bài.txt").text) == TEXT


@pytest.mark.parametrize(
    ("pasted", "text"),
    [
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        ("CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("§¶ng bé TØnh ñy §ång Th¸p", "Đảng bộ Tỉnh ủy Đồng Tháp"),
        ("Thñ t-íng: ng-êi d©n ®-a ®¬n", "Thủ tướng: người dân đưa đơn"),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Tiáº¿ng Viá»‡t giÃ u vÃ  Ä‘áº¹p", "Tiếng Việt giàu và đẹp"),
        ("Tiáº¿ng Viá»‡t giÃ\xa0u vÃ\xa0 Ä‘áº¹p", "Tiếng Việt giàu và đẹp"),
    ],
)
def test_pasted_text_is_converted(pasted: str, text: str) -> None:
    assert restore_text(pasted).text == text


def test_a_page_may_be_garbled_in_part() -> None:
    page = f"Cổng thông tin điện tử tỉnh\n{TCVN3}\nBản quyền © 2004"
    assert restore_text(page).text == f"Cổng thông tin điện tử tỉnh\n{TEXT}\nBản quyền © 2004"


@pytest.mark.parametrize(
    "damaged",
    [
        TCVN3.replace("\xad", ""),  # every ư was lost
        as_windows_1252(TEXT.encode()).translate(dict.fromkeys(b"\x81\x8d\x90\x9d")),
        VNI.translate(dict.fromkeys(map(ord, "äåöâ"), "?")),
    ],
    ids=["TCVN3", "UTF-8", "VNI"],
)
def test_what_is_too_damaged_is_refused_with_advice(damaged: str) -> None:
    with pytest.raises(InputError, match=r"tin\.txt is not in Unicode.*Convert it to Unicode"):
        decode_text(damaged.encode(), "tin.txt")


def test_an_odd_line_does_not_cost_a_text_in_order() -> None:
    damaged = TCVN3.replace("\xad", "")
    text = f"{damaged}\n" + f"{TEXT}\n" * 12
    assert restore_text(text) == (text, ())


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "Ca sĩ Beyoncé và cầu thủ Müller gặp nhau ở São Paulo; vé giá 90 €, phạm vi ±5 µm × 3.",
        "Les élèves français étaient très fatigués après la fête où ça sentait la crème brûlée.",
        "Die Bürger müssen für größere Häuser höhere Gebühren zahlen, heißt es in Österreich.",
        "Mañana el niño volverá a España; ¿quién cuidará de él? ¡Qué ilusión! «Señor», dijo.",
        "A população de São Paulo não está satisfeita com as informações sobre a inflação.",
        "Þetta er íslenska: það var sólskin á Akureyri í gær, sagði maðurinn við börnin.",
        "På fredag åker vi till Malmö för att äta räkor på en ö, säger Åsa från Göteborg.",
        "Øystein kjøpte blåbær på tur i skogen, og så dro han hjem til Tromsø før mørket.",
        "Příliš žluťoučký kůň úpěl ďábelské ódy; İstanbul'da yağmur yağıyor; zażółć gęślą jaźń.",
        "Съешь ещё этих мягких французских булок. 今日は雨です。",
        "Ha Noi co mua lon, nhieu tuyen pho ngap sau trong dem qua.",
        "½ thìa muối, ¼ thìa đường, 180 °C trong 20 phút ± 2 phút — © Bếp nhà.",
        "🎉🎉 ½ ¼ ¾ × ÷ ± «»",
        f"Hội Yêu Đà Lạt\nNhóm Công khai · 214K thành viên\nThu Hằng\n·\nTheo dõi\n·\n{TEXT}",
        "",
    ],
)
def test_text_in_order_is_left_alone(text: str) -> None:
    assert restore_text(text) == (text, ())
    assert decode_text(text.encode(), "bài.txt") == (text, ())


@pytest.mark.parametrize(
    "word",
    "Nghiêng quốc quyển quýt giếng gì khuya khuỷu ngoằn ngoèo loăng thuở yếm ỷ ướt huých tuyết "
    "luật rượu quặp khoét khuấy gièm giữa giục ưỡn đường".split(),
)
def test_syllables(word: str) -> None:
    assert plausibility(word) == 1.0 or word.isascii()


@pytest.mark.parametrize("word", ["nớc", "ViÖt", "Vieät", "màp", "cảt", "áà", "Hµ", "brûlée"])
def test_no_syllables(word: str) -> None:
    assert plausibility(word) < 1.0


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\0" * 99, b"PK\3\4\0\0"])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    assert guess_encodings(content) == ()
    with pytest.raises(InputError, match=r"ảnh\.txt is not a text"):
        decode_text(content, "ảnh.txt")


def test_one_broken_byte_costs_one_letter() -> None:
    content = TEXT.encode()
    place = content.index("nhiệm".encode()) + 4
    broken = content[:place] + b"\xff" + content[place + 1 :]
    text, _ = decode_text(broken, "bài.txt")
    assert re.sub("nhi\ufffd+m", "nhiệm", text) == TEXT


@pytest.mark.parametrize("text", [TCVN3, VNI, as_windows_1252(TEXT.encode())])
def test_every_way_in_converts(text: str) -> None:
    _, lead, body = TEXT.split("\n")
    summary = summarize(text, n=2)
    assert summary.points[0].sentence.text == lead
    assert summary.notes == (CONVERTED,)
    for content in (text.encode(), {"text": text}, {"title": "Hội nghị", "text": text}):
        article = parse_raw(RawArticle("bài", content))
        assert article.text.endswith(body)
        assert article.notes == (CONVERTED,)


def test_the_reader_is_told_only_of_what_was_converted() -> None:
    assert summarize(TEXT, n=2).notes == ()
    for name in ("UTF-8", "UTF-8, decomposed", "UTF-16 LE", "windows-1258"):
        assert parse_raw(RawArticle("bài", BYTES[name])).notes == ()
    assert find_phrase(CONVERTED).vietnamese


@given(st.binary() | st.text().map(str.encode) | st.text().map(lambda text: text.encode("utf-16")))
def test_any_bytes_are_a_text_or_an_input_error(content: bytes) -> None:
    try:
        text, _ = decode_text(content, "x")
    except InputError as error:
        assert str(error).startswith("x is not")
    else:
        assert restore_text(text, "x").text == text or plausibility(text) < 1


CONVERT: list[Callable[[str], bytes]] = [str.encode, lambda text: text.encode("utf-8-sig")]


@given(st.text(alphabet="aàảãáạăắâấêếiíoọôốơớuúưứyýđ bcghmnpt.\n"))
def test_vietnamese_letters_are_never_touched(text: str) -> None:
    for convert in CONVERT:
        assert decode_text(convert(text), "x").text == text


@pytest.mark.parametrize(
    "line",
    [
        "×",
        "Menu ×",
        "Son Tung M-TP × Snoop Dogg",
        "6 ÷ 8 mm",
        "Ø10 × 11,7 m: 92.000 (±2%)",
        "£20",
        "Yesterday at 7:15 PM · 🌏",
        "Beyoncé × Shakira",
    ],
)
def test_a_sign_does_not_make_a_text_in_order_an_old_one(line: str) -> None:
    text = f"Cháy lớn ở chợ Vĩnh Tân, không ai bị thương. Công an đang điều tra vụ việc.\n{line}"
    assert restore_text(text) == (text, ())


def test_letters_that_a_garbled_text_has_lost_are_marked_and_told_of() -> None:
    text = (
        "Đây là cây cầu thứ ba vượt sông Cấm được thành phố đầu tư bằng ngân sách, dự kiến hoàn "
        "thành sau 30 tháng, số tiền bồi hoàn đã được chi trả trong quý trước, phần còn lại là một "
        "đoạn đường dẫn ở phía bắc, nơi vẫn còn 26 hộ chưa bàn giao mặt bằng cho chủ đầu tư."
    )
    garbled = text.encode().decode("cp1252", "replace")
    restored = restore_text(garbled)
    assert restored.text == text.replace("tiền", "ti\ufffdn").replace("đường", "đư\ufffdng")
    assert restored.notes == (CONVERTED, LOST)
