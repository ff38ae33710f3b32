"""An HTML help-centre page becomes Markdown: its main content, and a list of what was left out.

Runs in the child process; the only door to Beautiful Soup's companion markdownify.
"""

import re
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from markdownify import MarkdownConverter

from assist.errors import BadInput
from assist.importing import decoding, hidden_html
from assist.importing.cleaning import without_invisible
from assist.importing.hidden_html import outermost, take_out
from assist.importing.material import Dropped, Reading, summed

_SILENT = [
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "iframe",
    "object",
    "canvas",
    "audio",
    "video",
    "math",
    "head",
    "title",
]
_FURNITURE = {
    "nav": "navigation", "footer": "footer", "header": "header", "aside": "sidebar", "form": "form", "dialog": "dialog",
    "select": "form", "textarea": "form", "button": "button",
}  # fmt: skip
_ROLES = {
    "navigation": "navigation", "banner": "header", "contentinfo": "footer", "search": "form", "dialog": "dialog",
    "alertdialog": "dialog", "complementary": "sidebar",
}  # fmt: skip
_FURNITURE_NAME = re.compile(
    r"(?:^|[-_ ])(cookies?|consent|gdpr|breadcrumbs?|sidebar|share|social|related|votes?|comments?|newsletter|skip"
    r"|pagination)(?:$|[-_ ])",
    re.I,
)
_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
MAX_DEPTH = 400
"""Elements around one text; the heaviest page builders reach a hundred."""
MAIN_SHARE = 0.8
"""A block with this share of a page's text is its content; lower took sidebars with it, higher took half a page."""
MIN_ACCORDIONS = 2
"""One folded remark does not make a page a list of questions."""
_SAFE_LINK = re.compile(r"^(?:https?:|mailto:|tel:|/|\.|[\w-]+(?:[./?#]|$))", re.I)


class _Converter(MarkdownConverter):
    """Markdown as our pages write it; nothing is escaped, since nothing will be rendered with a reader's trust."""

    class Options:
        heading_style = "atx"
        bullets = "-"
        escape_asterisks = False
        escape_underscores = False
        escape_misc = False
        autolinks = False
        default_title = False
        table_infer_header = True
        newline_style = "spaces"
        strong_em_symbol = "*"
        wrap = False


def read(content: bytes) -> Reading:
    """Read a whole page. Raises: BadInput when the bytes are no text."""
    dropped: list[Dropped] = []
    soup = _soup(decoding.decoded(content, is_html=True), dropped)
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    canonical = _canonical(soup)
    hidden_html.remove(soup, dropped)
    _remove_silent(soup)
    first = soup.find("h1")
    title = first.get_text(" ", strip=True) if isinstance(first, Tag) and first.get_text(strip=True) else title
    _remove_furniture(soup, dropped)
    main = _main(soup, dropped)
    questions = _opened_accordions(soup, main)
    markdown = _markdown(main, canonical, dropped)
    return Reading(
        title=" ".join(title.split()),
        markdown=markdown,
        dropped=summed(dropped),
        canonical=canonical,
        is_faq=questions >= MIN_ACCORDIONS,
    )


def read_fragment(text: str) -> Reading:
    """Read the HTML of one cell: an answer, a body."""
    dropped: list[Dropped] = []
    soup = _soup(text, dropped)
    hidden_html.remove(soup, dropped)
    _remove_silent(soup)
    _opened_accordions(soup, soup)
    return Reading(markdown=_markdown(soup, "", dropped), dropped=summed(dropped))


def _soup(text: str, dropped: list[Dropped]) -> BeautifulSoup:
    soup = BeautifulSoup(without_invisible(text, dropped), "lxml")  # closes the paragraphs old pages leave open
    _refuse_deep(soup)
    return soup


def _refuse_deep(soup: BeautifulSoup) -> None:
    """Refuse a page before anything walks up from each of its elements: a tower of tags would take minutes."""
    depths = {id(soup): 0}
    for tag in soup.descendants:
        if isinstance(tag, Tag):
            depth = depths[id(tag)] = depths[id(tag.parent)] + 1
            if depth > MAX_DEPTH:
                raise BadInput(f"is nested more than {MAX_DEPTH} elements deep", code="too_costly")


def _canonical(soup: BeautifulSoup) -> str:
    link = soup.find("link", rel="canonical") or soup.find("base", href=True)
    address = str(link.get("href", "")) if isinstance(link, Tag) else ""
    return address if address.startswith(("https://", "http://")) else ""


def _remove_silent(soup: BeautifulSoup) -> None:
    for tag, _ in outermost(soup, lambda tag: tag.name if tag.name in _SILENT else None):
        tag.decompose()


def _remove_furniture(soup: BeautifulSoup, dropped: list[Dropped]) -> None:
    whole = len(soup.get_text())

    def judge(tag: Tag) -> str | None:
        what = _furniture(tag)
        if what == "header" and tag.find_parent(["main", "article"]):
            return None  # an article's own header holds its title
        if what == "button" and tag.find_parent([*_HEADINGS, "summary", "dt"]):
            return None  # the question of an accordion
        return None if what == "navigation by name" and _holds_content(tag, whole) else what

    for tag, what in outermost(soup, judge):
        take_out(tag, what.removesuffix(" by name"), dropped)


def _furniture(tag: Tag) -> str | None:
    if tag.name in ("html", "body", "main", "article"):
        return None
    role = str(tag.get("role", "")).lower()
    if tag.name in _FURNITURE or role in _ROLES:
        return _FURNITURE.get(tag.name) or _ROLES[role]
    names = " ".join([str(tag.get("id", "")), *(tag.get_attribute_list("class") if tag.has_attr("class") else [])])
    return "navigation by name" if _FURNITURE_NAME.search(names) else None


def _holds_content(tag: Tag, whole: int) -> bool:
    """Say whether dropping this by its name would cost the page: the cookie policy lies in a `cookie-policy` block."""
    return len(tag.get_text()) * 2 > whole or tag.find(["h1", "main", "article"]) is not None


def _main(soup: BeautifulSoup, dropped: list[Dropped]) -> Tag:
    found = soup.find("main") or soup.find(role="main")
    articles = soup.find_all("article")
    if not isinstance(found, Tag) and len(articles) == 1:
        found = articles[0]
    root = soup.body or soup
    if not isinstance(found, Tag) or not found.get_text(strip=True):
        found = _largest_block(root)
    outside = len(root.get_text(" ", strip=True)) - len(found.get_text(" ", strip=True))
    if outside > 0 and found is not root:
        dropped.append(Dropped(what="text outside the main content", characters=outside))
    return found


def _largest_block(root: Tag) -> Tag:
    enough = MAIN_SHARE * len(root.get_text(" ", strip=True))
    at = root
    while True:
        inner = [
            child for child in at.find_all(["div", "section", "article"], recursive=False)
            if len(child.get_text(" ", strip=True)) >= enough
        ]  # fmt: skip
        if not inner:
            return at
        at = inner[0]


def _opened_accordions(soup: BeautifulSoup, main: Tag) -> int:
    """Turn folded questions and definition lists of questions into headings; return how many there were."""
    count = 0
    level = 1
    for tag in main.find_all([*_HEADINGS, "summary", "dt"]):
        if tag.name in _HEADINGS:
            is_inside = tag.parent is None or tag.find_parent(["details", "dd"]) is not None
            level = level if is_inside else int(tag.name[1])
            continue
        if tag.name == "dt" and not tag.get_text(strip=True).endswith(("?", "?:")):
            continue
        inner = tag.find(_HEADINGS)
        words = (inner if isinstance(inner, Tag) else tag).get_text(" ", strip=True)
        heading = soup.new_tag(f"h{min(level + 1, 6)}")
        heading.string = words
        if isinstance(inner, Tag):
            inner.unwrap()
        tag.replace_with(heading)
        count += 1
    for tag in main.find_all(["details", "dl", "dd"] if count else []):
        tag.name = "div"
    return count


def _markdown(main: Tag, canonical: str, dropped: list[Dropped]) -> str:
    for image in main.find_all(["img", "picture", "source"]):
        if image.name == "img":
            words = str(image.get("alt", "")).strip()
            dropped.append(Dropped(what="image", characters=len(words), excerpt=words[:60]))
        image.decompose()
    _unwrap_layout_tables(main)
    for link in main.find_all("a"):
        _settle_link(link, canonical)
    for heading in main.find_all(_HEADINGS):
        heading.string = " ".join(heading.get_text(" ", strip=True).split())
    markdown = _Converter().convert_soup(main)
    return re.sub(r"\n[ \t]*\n(?:[ \t]*\n)+", "\n\n", markdown).strip()


def _settle_link(link: Tag, canonical: str) -> None:
    target = str(link.get("href", "")).strip()
    if not target or target.startswith("#") or not _SAFE_LINK.match(target) or not link.get_text(strip=True):
        link.unwrap()
        return
    resolved = urljoin(canonical, target) if canonical else target
    link.attrs = {"href": resolved.replace(" ", "%20").replace("(", "%28").replace(")", "%29")}


def _unwrap_layout_tables(main: Tag) -> None:
    """Turn tables that hold tables, or a single column, into plain blocks: they arrange a page, they compare nothing."""
    for table in main.find_all("table"):
        rows = table.find_all("tr")
        widest = max((len(row.find_all(["td", "th"], recursive=False)) for row in rows), default=0)
        if table.find("table") is None and widest > 1:
            continue
        for part in table.find_all(["tr", "td", "th", "tbody", "thead", "tfoot"]):
            if part.find_parent("table") is table:
                part.name = "div"
        table.name = "div"
