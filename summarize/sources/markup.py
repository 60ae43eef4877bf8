"""What the markup of an HTML page tells beside its text: which elements are the site's, which is
the headline, the section, the author.

The names are those that the publishing systems of Vietnamese sites, and the common ones, give to
classes.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, NamedTuple

from summarize.cleaning import AGENCY_MARK, CAPTION, RELATED, is_name, tidy_byline
from summarize.types import DroppedLine
from summarize.words import strip_diacritics

if TYPE_CHECKING:
    from lxml.html import HtmlElement

BESIDE = "beside the article"
"""Why a line is left out that is neither in the article nor known for anything else."""
_ABOVE = "above the headline"
_ROUNDUP = 4  # links over paragraphs
_LONG = 20  # words: so many with a full stop are a paragraph
_BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table td th tr"
    " ul".split()
)
_SILENT = frozenset(("head", "script", "style", "noscript", "template", "select", "textarea"))


def _named(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


_CAPTION_NAME = _named(
    "caption", r"(?:img|image|photo)[-_]?desc", r"photocms_author", "photo_credit"
)


# The lead often stands outside what is found as the text.
_LEAD_NAME = _named(
    "sapo|chapp?eau|summary|cms-desc|standfirst|tom-?tat|abstract|home-?text",
    "(?:^| )(?:description|lead)(?: |$)",
)


class _Kind(NamedTuple):
    """Elements of the site, or beside what is told."""

    reason: str
    names: re.Pattern[str]
    most: int  # words
    links: float = 0  # the share of the words that at least are a link's
    tags: Collection[str] = _BLOCKS


_KINDS = (
    _Kind(
        RELATED,
        _named(
            r"related|relat(?:e|ion)(?![a-z])|relationnews|lien-?quan|(?:^| )inner-article",
            r"also-?read|article-inline|recommendation|same-?(?:category|topic|zone)",
            r"cung-?chuyen-?muc|tin-?khac|other-?news|list-?news|box-?tin|article-product",
        ),
        most=150,
        links=0.2,
    ),
    _Kind(
        "table of contents",
        _named(r"(?:^|[ _-])(?:ez-)?toc(?:$|[ _-])|muc-?luc|table-of-contents"),
        most=300,
        links=0.7,
    ),
    _Kind("button", _named(r"(?:audio|video)-?player|link-source|source-link"), most=40),
    _Kind(AGENCY_MARK, _named("location-stamp"), most=6, tags=("span",)),
    # Of Firefox's reader view, which a page may be saved in.
    _Kind("date line or byline", _named(r"reader-(?:credits|estimated-time)"), most=20),
    _Kind(
        "reference",
        _named(r"mw-editsection|mw-cite-backlink|(?:^| )(?:reference|noprint)(?: |$)"),
        most=20,
        tags=("span", "sup"),
    ),
    _Kind(
        BESIDE,
        _named(r"(?:^| )(?:infobox|navbox|references|catlinks|ambox|p-lang-btn|siteSub)"),
        most=5000,
    ),
)


def strip_site(tree: HtmlElement, heading: HtmlElement | None) -> list[DroppedLine]:
    """Take out of the tree what its markup says is the site's, and give its lines with the reasons.

    ``heading`` is the headline's element. Tables that only lay out the page are undone. Where most
    of what is told stands below pictures, captions stay, as they are the article.
    """
    dropped: list[DroppedLine] = []
    body = tree.find(".//body")
    if body is None:
        return dropped
    for element in list(body.iter("template")):
        element.drop_tree()
    if heading is not None:
        dropped += _drop_above(heading)
        for element in _find_next_articles(body, heading):
            dropped += _drop(element, _NEXT)
    _undo_layout(body)
    for element in list(body.iterdescendants()):
        if reason := _find_reason(element):
            dropped += _drop(element, reason)
    _mend_blocks(body)
    for element in _find_links(body):
        dropped += _drop(element, RELATED)
    captions = [element for element in body.iterdescendants() if _is_caption(element)]
    if sum(map(_count_words, captions)) * 2 < _count_words(body):
        for element in captions:
            dropped += _drop(element, CAPTION)
    _unname(tree)
    return dropped


_TITLE_NAME = _named(r"title|tieu-?de|headline")
_HEADINGS = ("h1", "h2", "h3", "h4")


def find_heading(tree: HtmlElement) -> HtmlElement | None:
    """The element that shows the headline: the longest heading that stands in the page's own
    titles, which name the site besides, or else the only one of the first rank, or of that name.
    """
    titles = tree.xpath("(//title)[1]/text() | //meta[@property='og:title']/@content")
    known = [_letters(title) for title in titles]
    headings = list(tree.iter(*_HEADINGS))
    named = [e for e in tree.iter("div", "span", "p", "td") if _TITLE_NAME.search(_names(e))]
    found = [e for e in (*headings, *named) if any(_is_of_title(e, title) for title in known)]
    if found:
        return max(found, key=lambda e: (_count_words(e), e.tag in _HEADINGS))
    first = [e for e in headings if e.tag == "h1"] or [e for e in named if e.tag == "span"]
    likely = [e for e in first if 4 < _count_words(e) < 30 and not names_site(text_of(e))]
    return likely[0] if len(likely) == 1 else None


def _is_of_title(element: HtmlElement, title: str) -> bool:
    letters = _letters(text_of(element))
    return bool(letters) and (
        title.startswith(letters) or (letters in title and _count_words(element) > 3)
    )


_SITE = re.compile(r"(?:cổng|trang) (?:thông tin|tin)|trang chủ|báo ", re.IGNORECASE)


def names_site(title: str) -> bool:
    """Whether a page's title is no article's."""
    return bool(_SITE.match(title))


def find_subheadings(tree: HtmlElement) -> list[HtmlElement]:
    """The elements that stand as headings, among them paragraphs that are bold as a whole."""
    bold = (
        e
        for e in tree.iter("p")
        if sum(map(_count_words, e.iter("b", "strong"))) >= _count_words(e)
    )
    return [*tree.iter("h2", "h3", "h4", "h5", "h6"), *bold]


# A string that JSON allows, without halves of a character beyond the basic plane.
_SECTION = re.compile(
    r'"articleSection"\s*:\s*\[?\s*'
    r'("(?:[^"\\\n]|\\(?:["\\/bfnrt]|u(?![dD][89a-fA-F])[\da-fA-F]{4})){2,60}")'
)
_SECTION_NAME = _named(
    "bread-?crum|cate?(?:gory)?-?(?:name|title)|detail-cate|article-category|cat-links|duong-?dan|cate-head",
    r"(?:^| )(?:js-|story_)?category(?: |$)|folder-name",
)


_PATH = re.compile(r"(?:trang (?:chủ|nhất)|home) ?[/›»>|] ?\S", re.IGNORECASE)
_LONGEST_PATH = 16  # words
_HOME = ("trang chủ", "trang nhất", "home")
_NEWS = ("tin tức", "tin tức - sự kiện", "bài viết", "news", "blog")  # the section is below


def find_section(tree: HtmlElement) -> str | None:
    """The section that the page's head names, or else the first in the path above the headline
    that is more than "Tin tức".
    """
    named = tree.xpath("//meta[@property='article:section' or @name='article:section']/@content")
    for script in tree.iter("script"):
        named += (
            json.loads(match[1], strict=False) for match in _SECTION.finditer(script.text or "")
        )
    paths = [[name] for name in named]
    for element in tree.iter("div", "ul", "ol", "nav", "p", "span", "a", "li", "h4"):
        if _SECTION_NAME.search(_names(element)) or _is_path(element):
            paths.append(list(map(text_of, list(element.iter("a", "li")) or [element])))
    site = (tree.findtext(".//title") or "").split(" - ")[-1].strip()
    for path in paths:
        firsts = (re.split(r",(?=\S)", name)[0] for name in path)  # "Phóng sự,Xã hội"
        labels = (" ".join(name.split()).strip(" /›»>") for name in firsts)
        known = [label for label in labels if _may_be_section(label) and label != site]
        if known:
            return next((label for label in known if label.lower() not in _NEWS), known[0])
    return _find_active(tree)


_ACTIVE = re.compile(r"(?:^| )(?:active|current|cur|selected)(?: |$)", re.IGNORECASE)


def _find_active(tree: HtmlElement) -> str | None:
    """The section that the menu shows as the one where the page is."""
    for menu in tree.iter("ul"):
        items = list(menu.iterchildren("li"))
        if any(text_of(item).lower() in _HOME for item in items):
            active = [text_of(item) for item in items if _ACTIVE.search(item.get("class", ""))]
            if len(active) == 1 and _may_be_section(active[0]):
                return active[0]
    return None


def _is_path(element: HtmlElement) -> bool:
    """Whether an element without such a name leads from the front page to the article."""
    return len(element) > 1 and (
        _count_words(element) <= _LONGEST_PATH and bool(_PATH.match(text_of(element)))
    )


def _may_be_section(label: str) -> bool:
    return (
        0 < len(label.split()) <= 6
        and label.lower() not in _HOME
        and "http" not in label
        and not label.islower()  # a part of an address
    )


_AUTHOR_NAME = _named(r"author|tac-?gia|byline|reader-credits")
_AUTHOR_LABEL = re.compile(
    r"(?:người đăng|đăng bởi|tác giả|(?:bài|tin),? ?(?:và )?ảnh|bởi|by)\b ?:? ?", re.IGNORECASE
)
_DOMAINS = ("www", "com", "net", "org", "gov", "edu", "vn")
_POST = re.compile(r", (?:thông tín viên|phóng viên|đặc phái viên|cộng tác viên|PV)\b.*")
_AUTHOR_PAGE = re.compile(r"/(?:author|tac-gia)s?/", re.IGNORECASE)
_ACCOUNT = re.compile(
    r"(?:super ?)?(?:admin(?:istrator)?|user|root|webmaster)\d*|(?-i:[a-z\d._-]+)", re.IGNORECASE
)


def read_author(found: str | None, tree: HtmlElement, sites: Iterable[str]) -> str | None:
    """The author whom the page's head names as ``found``, unless that is the site, which ``sites``
    are the names of, or an account; else whom an element with such a name shows.
    """
    parts = (part for site in sites for part in site.split(".") if part not in _DOMAINS)
    names = list(map(_letters, map(strip_diacritics, parts)))
    people = (name for name in _tidy_author(found or "").split("; ") if not _is_site(name, names))
    author = "; ".join(people)
    if author and not _ACCOUNT.fullmatch(author):
        return author
    for element in tree.iter("div", "p", "span", "a", "li", "ul"):
        if _AUTHOR_NAME.search(_names(element)) or _AUTHOR_PAGE.search(element.get("href", "")):
            line = _tidy_author(next(iter(list_lines(element)), ""))
            if is_name(line) and " " in line and not _is_site(line, names):
                return line
    return None


def _is_site(author: str, names: Iterable[str]) -> bool:
    """Whether this is one of the site's names, or begins with it: "Tuổi Trẻ Online"."""
    letters = _letters(strip_diacritics(author))
    return any(letters.startswith(name) for name in names if len(name) > 2)


def _tidy_author(name: str) -> str:
    """ "Người đăng Lê Giang" is Lê Giang; of "Bùi Hùng; VOV-Tokyo" the latter is a station."""
    first, *others = _POST.sub("", _AUTHOR_LABEL.sub("", name, count=1)).split("; ")
    people = [first, *(each for each in others if tidy_byline(f"{first}/{each}") != first)]
    return "; ".join(people).strip(" ,")


def text_of(element: HtmlElement) -> str:
    """An element's text on one line."""
    return " ".join(element.text_content().split())


def letters_of(text: str) -> str:
    """What two texts share that differ in spaces and punctuation only."""
    return "".join(filter(str.isalnum, text))


def _letters(text: str) -> str:
    return letters_of(text).lower()


def _names(element: HtmlElement) -> str:
    return " ".join(
        filter(
            None, map(element.get, ("class", "id", "type", "data-e2e", "data-type", "data-role"))
        )
    )


def _count_words(element: HtmlElement) -> int:
    return len(element.text_content().split())


def _drop(element: HtmlElement, reason: str) -> list[DroppedLine]:
    if next(element.iterancestors("body"), None) is None:
        return []  # it went with another
    lines = [DroppedLine(line, reason) for line in list_lines(element)]
    element.drop_tree()
    return lines


def _drop_above(heading: HtmlElement) -> list[DroppedLine]:
    """Menus and the like stand above the headline, unless there is a paragraph among them."""
    above: list[HtmlElement] = []
    node = heading
    while node.tag != "body" and (parent := node.getparent()) is not None:
        above += (each for each in node.itersiblings(preceding=True) if isinstance(each.tag, str))
        node = parent
    if any(map(_tells, above)):
        return []
    return [line for element in reversed(above) for line in _drop(element, _ABOVE)]


_NEXT = "the next article"


def _find_next_articles(body: HtmlElement, heading: HtmlElement) -> list[HtmlElement]:
    """Whole articles beside that of the headline, with headlines of their own, as pages load that
    go on when one scrolls.
    """
    around = list(heading.iterancestors("article"))
    return [
        article
        for article in body.iter("article")
        if around
        and article.find(".//h1") is not None
        and not {*article.iterancestors("article"), article} & {*around}
    ]


def _tells(element: HtmlElement) -> bool:
    return any(
        len(line.split()) >= _LONG and line.endswith((".", "…", "”", '"'))
        for line in list_lines(element)
    )


def _undo_layout(body: HtmlElement) -> None:
    """Tables whose cells hold tables, headings or much text lay out the page: blocks instead."""
    for table in list(body.iter("table")):
        cells = list(table.iter("td"))
        nested = table.find(".//table") is not None or table.find(".//h1") is not None
        if nested or any(_count_words(cell) >= 3 * _LONG for cell in cells):
            table.tag = "div"
            for part in table.iterdescendants("tbody", "thead", "tfoot", "tr", "td", "th"):
                if next(part.iterancestors("table"), None) is None:
                    part.tag = "div"


# Names by which trafilatura takes an element for the site's.
_MISLEADING = _named(
    "slide|widget|bar|meta|embed|viewport|expand|options|attachment|overlay|rating|permission",
    "modal-content|next-|yin|banner|button|blurred",
)
_TRUE = _named("comment|foot|shar|relat|nav|menu|author|social|tags")
_MOST = 0.6  # of the words in paragraphs


def find_article(tree: HtmlElement) -> tuple[HtmlElement, list[HtmlElement]]:
    """The innermost element that holds most of what the page's paragraphs tell, and those in it."""
    told = [each for each in tree.iter("p") if _count_words(each) >= _LONG and _tells(each)]
    held: Counter[HtmlElement] = Counter()  # words of paragraphs, by what they stand in
    for paragraph in told:
        held.update(dict.fromkeys(paragraph.iterancestors(), _count_words(paragraph)))
    most = _MOST * held[tree]
    article, inner = tree, tree if told else None
    while inner is not None:
        article, inner = inner, next((each for each in inner if held[each] > most), None)
    return article, [each for each in told if article in each.iterancestors()]


def _unname(tree: HtmlElement) -> None:
    """Take misleading names off the elements around the article's paragraphs."""
    for paragraph in find_article(tree)[1]:
        for element in (paragraph, *paragraph.iterancestors()):
            for name in ("class", "id"):
                value = element.get(name, "")
                if _MISLEADING.search(value) and not _TRUE.search(value):
                    del element.attrib[name]


def _mend_blocks(body: HtmlElement) -> None:
    """What trafilatura would lose or break: text in elements that are no paragraphs, moments,
    lines that end in the source, or in the middle of a sentence.
    """
    for element in body.iter():
        if next(element.iterancestors("pre"), None) is None:
            element.tail = _flat(element.tail)
            element.text = element.text if element.tag == "pre" else _flat(element.text)
    for element in body.iter("div"):
        is_told = (element.text or "").strip() or (_count_words(element) and not _names(element))
        if is_told and not any(map(_is_block, element.iterdescendants())):
            element.tag = "p"
    for element in list(body.iter("div", "td", "section", "article")):
        _wrap_spans(element)
    for element in body.iter("time"):
        element.tag = "span"
    for element in list(body.iter("br")):
        before = element.getprevious()
        above = (element.getparent().text if before is None else before.tail) or ""
        if (element.tail or "").lstrip()[:1].islower() and above.rstrip()[-1:].isalnum():
            element.tail = f" {element.tail}"
            element.tag = "span"  # to drop it would copy the text before it again


def _wrap_spans(element: HtmlElement) -> None:
    """Make a paragraph of each span or link that stands right in an element of blocks: a portal's
    headline, date and number of readers, which would run into the first paragraph.
    """
    if (element.text or "").strip() or not any(each.tag in ("p", "div") for each in element):
        return
    children = list(element)
    if any(each.tag == "br" or (each.tail or "").strip() for each in children):
        return
    for each in children:
        if each.tag in ("span", "a", "b", "strong", "em", "i") and _count_words(each):
            inner = list(each.iterdescendants())
            if not any(map(_is_block, inner)):
                each.tag = "p"


def _find_reason(element: HtmlElement) -> str | None:
    """Why an element is the site's, by its names."""
    names = _names(element)
    for kind in _KINDS if names else ():
        if element.tag in kind.tags and kind.names.search(names):
            count = _count_words(element)
            linked = sum(map(_count_words, element.iter("a"))) if kind.links else 0
            if linked >= kind.links * count and 0 < count <= kind.most:
                return kind.reason
    return None


def _find_links(body: HtmlElement) -> list[HtmlElement]:
    """The paragraphs that are a link to another article; where many stand over paragraphs, they
    are the headings of a news roundup.
    """
    links = [element for element in body.iter("p") if _is_link(element)]
    over = [e for e in links if (below := e.getnext()) is not None and _tells(below)]
    return [e for e in links if len(over) < _ROUNDUP or e not in over]


def _is_link(element: HtmlElement) -> bool:
    count, links = _count_words(element), list(element.iter("a"))
    is_whole = len(links) == 1 and _count_words(links[0]) == count
    return is_whole and 6 <= count <= 25 and text_of(element)[-1:].isalnum()


def is_called_lead(element: HtmlElement) -> bool:
    """Whether the element's class says that it is the lead."""
    return bool(_LEAD_NAME.search(element.get("class", "")))


_CENTRED = re.compile(r"(?:^|[ :])center|text-center", re.IGNORECASE)


def _is_caption(element: HtmlElement) -> bool:
    """Whether an element describes a picture: by its name, or below one in italics or centred."""
    if not isinstance(element.tag, str) or element.tag == "caption":  # the latter is a table's
        return False
    if element.tag == "figcaption" or _CAPTION_NAME.search(_names(element)):
        return _count_words(element) <= 60
    if element.tag == "table":  # a picture, and in another row its caption
        told = [cell for cell in element.iter("td", "th") if _count_words(cell)]
        is_small = len(told) <= 1 and _count_words(element) <= 60
        has_lead = any(map(is_called_lead, element.iter("p", "div", "span")))
        return is_small and not has_lead and element.find(".//img") is not None
    count = _count_words(element)
    if element.tag not in ("p", "div") or not 0 < count <= 2 * _LONG:
        return False
    if count >= _LONG and text_of(element).endswith("."):
        return False
    looks = " ".join(filter(None, map(element.get, ("align", "style", "class"))))
    italics = sum(map(_count_words, element.iter("em", "i")))
    return _has_picture(element) and (count <= italics or bool(_CENTRED.search(looks)))


def _has_picture(element: HtmlElement) -> bool:
    """Whether a picture is in the element or right above it."""
    if element.find(".//img") is not None:
        return True
    above = element.getprevious()
    if above is None or above.tag not in ("img", "p", "div", "figure") or _count_words(above):
        return False
    return above.tag == "img" or above.find(".//img") is not None


def list_lines(element: HtmlElement) -> list[str]:
    """The lines that a browser would show of an element, short cells of a row side by side."""
    from lxml.etree import iterwalk

    pieces: list[str] = []
    walk = iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, node in walk:
        is_silent = event in ("comment", "pi") or node.tag in _SILENT
        if event == "start":
            pieces += "\n" if _is_block(node) else "", "" if is_silent else _flat(node.text)
            if is_silent:
                walk.skip_subtree()
            continue
        if event == "end":
            pieces.append(" | " if _is_cell(node) else "\n" if _is_block(node) else "")
        if node is not element:
            pieces.append(_flat(node.tail))
    lines = (" ".join(line.split()).strip(" |") for line in "".join(pieces).split("\n"))
    return [line for line in lines if line]


def _flat(text: str | None) -> str:
    return (text or "").replace("\n", " ")


def _is_block(element: HtmlElement) -> bool:
    return element.tag in _BLOCKS and not _is_cell(element)


def _is_cell(element: HtmlElement) -> bool:
    return element.tag in ("td", "th") and len(element) < 2 and _count_words(element) < _LONG
