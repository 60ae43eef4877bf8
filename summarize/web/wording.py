"""What the page says, in Vietnamese beside English (pure).

The package speaks English; a message of its that reaches a reader of the page is looked up here.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

_LONGEST = 600  # characters


class Phrase(NamedTuple):
    """The same said twice; ``vietnamese`` is None where only the English is known."""

    vietnamese: str | None
    english: str

    def __str__(self) -> str:
        return f"{self.vietnamese} · {self.english}" if self.vietnamese else self.english


def find_phrase(message: str) -> Phrase:
    """A message of the package beside its Vietnamese, as far as that is known."""
    if len(message) > _LONGEST:  # it quotes an input that is no name
        message = message[: _LONGEST - 1] + "…"
    return Phrase(_to_vietnamese(message), message)


def add_cause(phrase: Phrase, message: str) -> Phrase:
    """``phrase`` and, after a colon, the message that says why."""
    cause = find_phrase(message)
    return Phrase(
        f"{phrase.vietnamese}: {cause.vietnamese or cause.english}",
        f"{phrase.english}: {cause.english}",
    )


def _to_vietnamese(message: str) -> str | None:
    for pattern, vietnamese in _patterns():
        if match := pattern.fullmatch(message):
            filled = {name: _fill(name, text) for name, text in match.groupdict("").items()}
            return vietnamese.format(**filled)
    return None


_QUANTITIES = ("length", "limit", "n", "size")
_VIETNAMESE_DIGITS = str.maketrans(",.", ".,")  # 600.000 and 3,5


def _fill(name: str, text: str) -> str:
    """What fills a message, in Vietnamese: it may be a message itself."""
    if name in _QUANTITIES:
        return text.translate(_VIETNAMESE_DIGITS)
    return _to_vietnamese(text) or text


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.*?)", re.escape(english)), re.DOTALL), local)
        for english, local in VIETNAMESE.items()
    )


VIETNAMESE = {
    # Why a sentence was chosen
    "the only sentence": "câu duy nhất của bài",
    "the most important of {n} sentences": "câu quan trọng nhất trong {n} câu",
    "the most important of {n} sentences by {ranker}": (
        "câu quan trọng nhất trong {n} câu, theo {ranker}"
    ),
    "number {place} in importance of {n} sentences": "quan trọng thứ {place} trong {n} câu",
    "number {place} in importance of {n} sentences by {ranker}": (
        "quan trọng thứ {place} trong {n} câu, theo {ranker}"
    ),
    "stands in the article's lead": "nằm trong sapo của bài",
    "opens the article": "mở đầu bài",
    "shares {n} words with the headline": "có {n} chữ chung với tiêu đề",
    "close to what the rest of the article says": "gần với nội dung chung của cả bài",
    "carries figures": "có số liệu",
    # Why a line was left out
    "after the article's end": "sau phần cuối bài",
    "a letter's close": "lời kết thư",
    "above the headline": "nằm phía trên tiêu đề",
    "after the signature": "sau tên người viết",
    "agency mark": "ký hiệu hãng tin",
    "agency mark at the end": "ký hiệu hãng tin cuối bài",
    "beside the article": "nằm cạnh bài",
    "beside the headline": "nằm cạnh tiêu đề",
    "before the site's lists": "trước các danh sách của trang",
    "button": "nút bấm",
    "byline": "tên tác giả",
    "date line": "dòng ngày giờ",
    "date line or byline": "dòng ngày giờ hoặc tên tác giả",
    "lists of other articles": "danh sách bài khác",
    "navigation": "thanh điều hướng",
    "table of contents": "mục lục của bài",
    "poll": "thăm dò ý kiến",
    "the poll's button": "nút của phần thăm dò",
    "another article's date": "ngày của bài khác",
    "another page's film or picture": "phim hoặc ảnh của trang khác",
    "no words": "không có chữ",
    "photo caption": "chú thích ảnh",
    "photo credit": "nguồn ảnh",
    "promotion": "lời quảng bá",
    "readers' comments": "bình luận của bạn đọc",
    "reference": "số chú thích",
    "related article": "bài liên quan",
    "related articles": "các bài liên quan",
    "signature": "tên người viết cuối bài",
    "stands in the text elsewhere": "đã có ở chỗ khác trong bài",
    "tags": "từ khóa",
    "the headline again": "lặp lại tiêu đề",
    "the site's footer": "chân trang",
    "the site's name": "tên trang báo",
    "the state's name": "quốc hiệu, tiêu ngữ",
    "unlike the article's lines": "không giống các dòng của bài",
    "where another box ends": "cuối một khung khác của trang",
    "who compiled a table": "nơi tổng hợp bảng số liệu",
    "who is quoted": "tên người được trích lời",
    "whom the text addresses": "nơi nhận của văn bản",
    "time or number": "giờ hoặc con số đứng riêng",
    "time since something was published": "bài khác đăng từ bao lâu",
    # Notes on a summary
    "The text does not look like Vietnamese written with its diacritics.": (
        "Văn bản không giống tiếng Việt có dấu."
    ),
    "What is written without diacritics was not translated.": (
        "Phần viết không dấu không được dịch."
    ),
    "The text was converted from an old Vietnamese encoding or garbled UTF-8: "
    "compare names and numbers with the source.": (
        "Văn bản đã được chuyển từ bảng mã tiếng Việt cũ hoặc UTF-8 bị lỗi: "
        "nên đối chiếu tên và số với bản gốc."
    ),
    "Some of its letters were lost before and stand as \ufffd.": (
        "Một số chữ đã mất từ trước, nay hiện thành \ufffd."
    ),
    "Only {given} of the {n} points asked for: the text holds no more.": (
        "Chỉ có {given} trong {n} ý được yêu cầu: bài không còn câu nào khác."
    ),
    "English headline: {fault}": "Nhan đề tiếng Anh: {fault}",
    "The text seems to hold another article: “{headline}”.": (
        "Văn bản có vẻ chứa thêm một bài khác: “{headline}”."
    ),
    "The date “{date}” could not be read.": "Không đọc được ngày “{date}”.",
    # Warnings on a translation
    "The model is unsure of this translation.": "Mô hình không chắc về bản dịch này.",
    "The translation is empty.": "Bản dịch trống.",
    "The translation repeats itself.": "Bản dịch bị lặp.",
    "The translation is much shorter than the original.": "Bản dịch ngắn hơn hẳn nguyên văn.",
    "The translation is much longer than the original.": "Bản dịch dài hơn hẳn nguyên văn.",
    "Some characters could not be translated.": "Có ký tự không dịch được.",
    "The number {number} of the original is not in the English.": (
        "Số {number} trong nguyên văn không có trong bản tiếng Anh."
    ),
    "The number {number} is not in the original.": "Số {number} không có trong nguyên văn.",
    "The hour {hour} is not in the original.": "Nguyên văn không có giờ này: {hour}.",
    "A negation of the original may be lost.": "Bản dịch có thể mất ý phủ định của nguyên văn.",
    "The country {name} of the original is not in the English.": (
        "Tên nước {name} trong nguyên văn không có trong bản tiếng Anh."
    ),
    "The country {name} is not in the original.": "Nguyên văn không nói đến nước {name}.",
    "The name {name} of the original is not in the English.": (
        "Tên {name} trong nguyên văn không có trong bản tiếng Anh."
    ),
    # Inputs that cannot be read
    "The box is empty. Paste an article or its web address, or pick a sample.": (
        "Ô còn trống. Hãy dán bài báo hoặc địa chỉ web, hoặc chọn một bài mẫu."
    ),
    "The text has {length} characters; this page takes {limit} at most.": (
        "Văn bản có {length} ký tự; trang này nhận nhiều nhất {limit}."
    ),
    "The article in {source} has {length} characters; this page takes {limit} at most.": (
        "Bài trong {source} có {length} ký tự; trang này nhận nhiều nhất {limit}."
    ),
    "{source} has {size} MB; this page takes {limit} at most.": (
        "{source} nặng {size} MB; trang này nhận nhiều nhất {limit} MB."
    ),
    "{address} is an address, not a text: `summarize run` and the page fetch web pages.": (
        "{address} là địa chỉ, không phải văn bản: `summarize run` và trang này đọc trang web."
    ),
    "{address} is no address of a web page: those begin with https://.": (
        "{address} không phải địa chỉ trang web: địa chỉ web bắt đầu bằng https://."
    ),
    "There is no sentence in {source}. Give the text of an article.": (
        "Không có câu nào trong {source}. Hãy đưa văn bản của một bài báo."
    ),
    "There is no sentence. Give the text of an article.": (
        "Không có câu nào. Hãy đưa văn bản của một bài báo."
    ),
    "pasted text": "văn bản đã dán",
    "{source} is a site's front page, not an article: give an article's address, or the "
    "site's feed or sitemap to summarize digest.": (
        "{source} là trang chủ của một trang web, không phải bài báo: hãy đưa địa chỉ của một bài, "
        "hoặc đưa RSS hay sitemap của trang cho summarize digest."
    ),
    "No article was found in the HTML of {source}. Copy its text off the page in a browser and "
    "give that.": (
        "Không tìm thấy bài báo trong HTML của {source}. Hãy chép phần chữ của bài từ trình duyệt "
        "rồi dán vào."
    ),
    "There is no article in {source}. The page says: “{said}” Open it in a browser, copy the "
    "article off it and give that.": (
        "Không có bài báo nào trong {source}. Trang viết: “{said}” Hãy mở trang trong trình duyệt, "
        "chép bài ra rồi dán vào."
    ),
    "{source} is not a text: save it as UTF-8 text or HTML.": (
        "{source} không phải văn bản: hãy lưu lại dưới dạng văn bản UTF-8 hoặc HTML."
    ),
    "{source} is JSON, not the text of an article: save it as JSON Lines (.jsonl, one object a "
    "line) and use summarize digest, or the web page's batch.": (
        "{source} là JSON, không phải văn bản của một bài: hãy lưu thành JSON Lines (.jsonl, mỗi "
        "dòng một đối tượng) và dùng thẻ Nhiều bài."
    ),
    "{source} is not in Unicode but, it seems, in an old Vietnamese font's encoding (TCVN3 or VNI) "
    "or garbled UTF-8, and too damaged to convert with certainty. Convert it to Unicode, for "
    "example with UniKey (Ctrl+Shift+F6), or copy it from elsewhere.": (
        "{source} không phải Unicode mà có vẻ dùng bảng mã cũ (TCVN3 hoặc VNI) hoặc UTF-8 bị lỗi, "
        "hỏng đến mức không chuyển được chắc chắn. Hãy chuyển sang Unicode, chẳng hạn bằng UniKey "
        "(Ctrl+Shift+F6), hoặc chép lại từ nơi khác."
    ),
    "{source} is a table, not the text of an article: save it as .csv or .tsv and use summarize "
    "digest, or the web page's batch.": (
        "{source} là bảng, không phải văn bản của một bài: hãy lưu thành .csv hoặc .tsv rồi dùng "
        "thẻ Nhiều bài."
    ),
    "{source} is {kind}, not the text of an article: copy the article out of it and save that as "
    "UTF-8 text or HTML.": (
        "{source} là {kind}, không phải văn bản của một bài: hãy chép bài ra và lưu dưới dạng văn "
        "bản UTF-8 hoặc HTML."
    ),
    "a PDF": "tệp PDF",
    "an RTF document": "tài liệu RTF",
    "an e-mail": "thư điện tử",
    "{source} has no text: it wants a column named {columns} and has {found}.": (
        "{source} không có văn bản: cần một cột tên {columns}, nhưng chỉ có {found}."
    ),
    "text, content, body or nội dung": "text, content, body hoặc nội dung",
    "{source} has no text: the text in column {column} is empty.": (
        "{source} không có văn bản: ô trong cột {column} trống."
    ),
    "{source} is not a JSON object.": "{source} không phải một đối tượng JSON.",
    "{source} is not a text: save it as UTF-8.": (
        "{source} không phải văn bản: hãy lưu lại bằng UTF-8."
    ),
    "{source} has no text: what is in column {column} is nested. Give it as a string, or as a list "
    "of strings.": (
        "{source} không có văn bản: ô trong cột {column} chứa dữ liệu lồng nhau. Hãy ghi thành một "
        "chuỗi hoặc một danh sách chuỗi."
    ),
    "{source} is one JSON document, not JSON Lines with one object a line: jq -c '.[]' makes these "
    "of an array.": (
        "{source} là một tài liệu JSON, không phải JSON Lines mỗi dòng một đối tượng: jq -c '.[]' "
        "chuyển được từ một mảng."
    ),
    "{source} has a quotation mark without its pair in its header.": (
        "Dòng tiêu đề của {source} có dấu nháy kép không thành cặp."
    ),
    "{fault}: put the text between quotation marks.": (
        "{fault}: hãy đặt văn bản trong dấu nháy kép."
    ),
    "{source} has {given} cells, the header {n}": "{source} có {given} ô, dòng tiêu đề có {n}",
    "{source} has a quotation mark without its pair{rest}: put the text between quotation marks, "
    "and write two for each within it.": (
        "{source} có dấu nháy kép không thành cặp{rest}: hãy đặt văn bản trong dấu nháy kép, và "
        "viết đôi dấu nháy ở bên trong."
    ),
    " (lines after it that are no rows: {n})": " (số dòng sau đó không phải hàng của bảng: {n})",
    "{source} has a line over {size} MB.": "{source} có dòng dài hơn {size} MB.",
    "{source} is a table of articles, not one: use summarize digest.": (
        "{source} là bảng gồm nhiều bài, không phải một bài: hãy dùng thẻ Nhiều bài."
    ),
    "{source} takes the package {package} to read: {command}.": (
        "Muốn đọc {source} phải có gói {package}: {command}."
    ),
    "{source} takes the package {package} to unpack: {command}.": (
        "Muốn giải nén {source} phải có gói {package}: {command}."
    ),
    "{source} cannot be read as Parquet: {reason}.": "Không đọc được Parquet {source}: {reason}.",
    "{source} cannot be read: {reason}. Its end may be missing: copy it again.": (
        "Không đọc được {source}: {reason}. Có thể tệp bị thiếu phần cuối: hãy chép lại."
    ),
    "{source} cannot be read: {reason}.": "Không đọc được {source}: {reason}.",
    "{source} is not packed as its name says: take {suffix} from its name.": (
        "{source} không được nén như tên gọi: hãy bỏ {suffix} khỏi tên."
    ),
    "{source} is not a file and no http:// or https:// address, which alone can be fetched.": (
        "{source} không phải tệp, cũng không phải địa chỉ http:// hay https:// mà trang tải được."
    ),
    "There is no file {source}.": "Không có tệp {source}.",
    "{source} is larger than {size} MB, too long an article.": (
        "{source} lớn hơn {size} MB, quá dài đối với một bài."
    ),
    "{source} unpacks to more than {n} times its size, which no text does. Unpack it yourself if "
    "you trust it.": (
        "{source} giải nén ra hơn {n} lần dung lượng, không văn bản nào như vậy. Hãy tự giải nén "
        "nếu tin tệp này."
    ),
    "The table {source} holds no row.": "Bảng {source} không có dòng nào.",
    "These are {n} addresses, not an article: use the page's batch.": (
        "Đây là {n} địa chỉ, không phải một bài: hãy dùng thẻ Nhiều bài."
    ),
    "This is neither an uploaded file nor a web address.": (
        "Đây không phải tệp đã tải lên, cũng không phải địa chỉ web."
    ),
    # Addresses that do not yield a page
    "{url} is a list of addresses, not an article: use the page's batch.": (
        "{url} là danh sách địa chỉ, không phải một bài: hãy dùng thẻ Nhiều bài."
    ),
    "{url} was given before.": "{url} đã có ở trên.",
    "{url} is {kind} of {n} addresses, not an article: use summarize digest, or the web page's "
    "batch.": ("{url} là {kind} gồm {n} địa chỉ, không phải một bài: hãy dùng thẻ Nhiều bài."),
    "a list": "một danh sách",
    "a feed": "một nguồn tin (feed)",
    "a sitemap": "một sơ đồ trang (sitemap)",
    "The page could not be fetched. The text was taken from its feed.": (
        "Không tải được trang. Văn bản lấy từ nguồn tin (feed)."
    ),
    "{error} The text was taken from its feed.": "{error} Văn bản lấy từ nguồn tin (feed).",
    "{url} answered with HTTP status {status}.": "{url} trả lời với mã HTTP {status}.",
    # Before what may be its reason, which would else take its beginning for an address.
    "{url} could not be fetched: {reason}.": "Không tải được {url}: {reason}.",
    "{url} leads to the home page {home}: the article is gone.": (
        "{url} dẫn về trang chủ {home}: bài không còn nữa."
    ),
    "{url}, which is asked for first, was not to be had: {reason}": (
        "không lấy được {url}, cần hỏi trước: {reason}"
    ),
    "{url} is not an http or https address": "{url} không phải địa chỉ http hay https",
    "it leads to the private address {address}": "nó dẫn tới địa chỉ nội bộ {address}",
    "it took longer than {seconds} seconds": "quá {seconds} giây vẫn chưa xong",
    "it came packed as {packing}, which was not asked for": (
        "được nén kiểu {packing}, không phải kiểu đã hỏi"
    ),
    "it is not packed as it says": "không được nén như trang khai báo",
    "it is not a sound address": "địa chỉ không hợp lệ",
    "the connection broke off": "kết nối bị đứt",
    "the answer is no HTTP": "câu trả lời không phải HTTP",
    "there is no such host, or no way to it": "không có máy chủ ấy, hoặc không có đường tới",
    "the certificate of its host is not to be trusted: {reason}": (
        "chứng chỉ của máy chủ không đáng tin: {reason}"
    ),
    "its host makes no secure connection": "máy chủ không mở được kết nối bảo mật",
    "HTTP status {status}": "mã HTTP {status}",
    "the robots.txt of {host} does not allow it": "robots.txt của {host} không cho phép",
    "it was redirected more than {times} times": "bị chuyển hướng quá {times} lần",
    "the page is larger than {size} MB": "trang lớn hơn {size} MB",
    # Settings that cannot be
    "The number of points must be from 1 to {limit}, not {n}.": (
        "Số ý phải từ 1 đến {limit}, không phải {n}."
    ),
    "The number of points must be a number, not {kind}.": "Số ý phải là một số, không phải {kind}.",
    "The ranker must be a string, not {kind}.": "Cách chọn câu phải là chuỗi, không phải {kind}.",
    "The text must be a string, not {kind}.": "Văn bản phải là chuỗi, không phải {kind}.",
    "The texts must be a list, not {kind}.": "Các văn bản phải là danh sách, không phải {kind}.",
    "Give 1 to {limit} articles, not {n}.": "Hãy đưa từ 1 đến {limit} bài, không phải {n}.",
    "a string": "một chuỗi",
    "an object": "một đối tượng",
    "a number": "một số",
    "The number of points must be at least 1, not {n}.": "Số ý ít nhất là 1, không phải {n}.",
    "There is no ranker {ranker}. Choose from {rankers}.": (
        "Không có cách chọn câu {ranker}. Hãy chọn trong số: {rankers}."
    ),
    "The ranker {ranker} takes {limit} characters and {n} sentences at most on this page. Choose "
    "coverage.": (
        "Cách chọn câu {ranker} trên trang này nhận nhiều nhất {limit} ký tự và {n} câu. Hãy chọn "
        "coverage."
    ),
    "Nothing was given. Choose files, or type addresses, one a line.": (
        "Chưa có gì để đọc. Hãy chọn tệp hoặc nhập địa chỉ, mỗi dòng một địa chỉ."
    ),
    # What a batch leaves out
    "A batch takes {limit} articles at most. What comes after them was left out.": (
        "Một lần chạy nhận nhiều nhất {limit} bài. Phần sau đó đã bị bỏ qua."
    ),
    "{url} was not fetched: a batch may fetch {n} pages in {minutes} minutes.": (
        "Không tải {url}: một lần chạy chỉ được tải {n} trang trong {minutes} phút."
    ),
    "{source} is not a single http:// or https:// address: {line}": (
        "{source} không phải một địa chỉ http:// hay https://: {line}"
    ),
    "{source} names {url}, which is no http:// or https:// address.": (
        "{source} nêu {url}, không phải địa chỉ http:// hay https://."
    ),
    "{source} names {url}, a part of an address only: give the address that the file is from.": (
        "{source} chỉ nêu một phần địa chỉ, {url}: hãy đưa địa chỉ nơi lấy tệp này."
    ),
    "{source} has no link to a page, and its text is too short for one ({n} words).": (
        "{source} không có liên kết tới trang, và văn bản quá ngắn để là một bài ({n} từ)."
    ),
    "{source} has neither a link to a page nor the page's text.": (
        "{source} không có liên kết tới trang, cũng không có văn bản của trang."
    ),
    "The list {source} is empty: it names no address.": (
        "Danh sách {source} trống: không nêu địa chỉ nào."
    ),
    "{source} names more than {n} addresses; the others were left out.": (
        "{source} nêu hơn {n} địa chỉ; phần còn lại đã bị bỏ qua."
    ),
    "{source} names no page.": "{source} không nêu trang nào.",
    "{source} leads to no new page.": "{source} không dẫn tới trang mới nào.",
    "The feed {source} is not well-formed ({reason}); {n} items were found.": (
        "Nguồn tin {source} viết sai quy cách ({reason}); tìm được {n} mục."
    ),
    "The sitemap {source} is not well-formed ({reason}); {n} links were found.": (
        "Sơ đồ trang {source} viết sai quy cách ({reason}); tìm được {n} liên kết."
    ),
    "The feed {source} is broken and no item can be read: {reason}.": (
        "Nguồn tin {source} bị hỏng, không đọc được mục nào: {reason}."
    ),
    "The sitemap {source} is broken and no link can be read: {reason}.": (
        "Sơ đồ trang {source} bị hỏng, không đọc được liên kết nào: {reason}."
    ),
    "{source} is XML but no feed, sitemap or OPML. Give the article as text or HTML.": (
        "{source} là XML nhưng không phải nguồn tin, sơ đồ trang hay OPML. Hãy đưa bài dưới dạng "
        "văn bản hoặc HTML."
    ),
    "{source} is damaged and cannot be unpacked: {reason}.": (
        "{source} bị hỏng, không giải nén được: {reason}."
    ),
    "{source} unpacks to more than {size} MB.": "{source} giải nén ra hơn {size} MB.",
    "{source} is a list in a list in a list; give what it names.": (
        "{source} là danh sách lồng trong nhiều danh sách; hãy đưa thẳng những gì nó nêu."
    ),
    "The sitemap index at {url} lies too deep: give it.": (
        "Mục lục sơ đồ trang {url} lồng quá sâu: hãy đưa thẳng địa chỉ ấy."
    ),
    "The OPML {source} names no feed.": "OPML {source} không nêu nguồn tin nào.",
    "There is no sitemap at {url}.": "Ở {url} không có sơ đồ trang.",
    # Models that cannot be used
    "The model {model} is not on offer here.": "Ở đây không có mô hình {model}.",
    "The model {model} cannot be run: {reason}. {remedy}": (
        "Không chạy được mô hình {model}: {reason}. {remedy}"
    ),
    "The hub model {model} cannot be fetched. {remedy}": (
        "Không tải về được mô hình {model}. {remedy}"
    ),
    "Install what it needs: {command}.": "Hãy cài thứ nó cần: {command}.",
    "The model {model} could not be fetched from the Hugging Face hub: {reason}. Check its name "
    "and the network, give a directory that holds it, or leave the model out for the built-in "
    "one.": (
        "Không tải được mô hình {model} từ Hugging Face: {reason}. Hãy xem lại tên và mạng, hoặc "
        "chọn mô hình có sẵn."
    ),
    "The model in {directory} cannot be loaded: {reason}. Its files may be damaged: fetch them "
    "again, or leave the model out for the built-in one.": (
        "Không nạp được mô hình trong {directory}: {reason}. Tệp có thể đã hỏng: hãy tải lại, hoặc "
        "chọn mô hình có sẵn."
    ),
}
"""The Vietnamese of every message that the page may show, with what fills both in braces."""
