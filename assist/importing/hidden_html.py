"""Which elements of an HTML page a reader would not see, and their removal. Runs in the child process.

Reads `style` attributes and the page's own style sheets; sheets elsewhere are not fetched.
"""

import re
from collections.abc import Callable, Iterator

from bs4 import BeautifulSoup, Comment, Tag

from assist.importing import concealment
from assist.importing.material import Dropped, excerpt

_NEVER = {"html", "body", "main"}
"""Pages hide their whole body until a script has run; its reader sees it."""
_PRINT_ONLY = re.compile(r"@media[^{}]*\b(?:print|max-width)[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.I)
_RULE = re.compile(r"(?P<selectors>[^{}@;]+)\{(?P<block>[^{}]*)\}")
_TELLING = re.compile(
    r"display|visibility|opacity|font-size|colou?r|background|left|right|top|bottom|indent|clip|overflow|transform",
    re.I,
)
MAX_RULES = 800
"""Rules compared with every element; a theme's whole sheet has more, its own page seldom."""

Styles = dict[int, dict[str, str]]
"""Declarations in force by `id()` of the element."""


def remove(soup: BeautifulSoup, dropped: list[Dropped]) -> None:
    """Take hidden elements and comments out of the page, and say what they held."""
    styles = _styles(soup)
    for tag, why in outermost(soup, lambda tag: None if tag.name in _NEVER else _why(tag, styles)):
        take_out(tag, f"hidden text ({why})", dropped)
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        words = str(comment).strip()
        if words:
            dropped.append(Dropped(what="HTML comment", characters=len(words), excerpt=excerpt(words)))
        comment.extract()


def outermost(root: Tag, judge: Callable[[Tag], str | None]) -> list[tuple[Tag, str]]:
    """Return the elements for which there is a reason, and the reasons; none of what lies inside another.

    Collected before any is removed: a removed element can no longer be asked anything without a search of its tree.
    """
    found: list[tuple[Tag, str]] = []
    waiting = [child for child in reversed(root.contents) if isinstance(child, Tag)]
    while waiting:
        tag = waiting.pop()
        why = judge(tag)
        if why:
            found.append((tag, why))
        else:
            waiting.extend(child for child in reversed(tag.contents) if isinstance(child, Tag))
    return found


def take_out(tag: Tag, what: str, dropped: list[Dropped]) -> None:
    """Remove an element; it is worth a line to the reviewer when it holds text."""
    words = tag.get_text(" ", strip=True)
    if words:
        dropped.append(Dropped(what=what, characters=len(words), excerpt=excerpt(words)))
    tag.decompose()


def _why(tag: Tag, styles: Styles) -> str | None:
    if tag.has_attr("hidden"):
        return "hidden attribute"
    if str(tag.get("aria-hidden", "")).lower() == "true":
        return "aria-hidden"
    style = styles.get(id(tag))
    if not style:
        return None
    return concealment.reason(style) or _why_unreadable(tag, style, styles)


def _why_unreadable(tag: Tag, style: dict[str, str], styles: Styles) -> str | None:
    ink = concealment.colour(style.get("color", ""))
    if ink is None:
        return None
    if ink == "transparent":
        return "transparent"
    paper = _paper(tag, styles)
    return "same colour as its background" if paper and concealment.looks_alike(ink, paper) else None


def _paper(tag: Tag, styles: Styles) -> str | None:
    """Return the background's colour; None for a picture or a colour we cannot read."""
    for each in (tag, *tag.parents):
        style = styles.get(id(each), {})
        declared = style.get("background-color") or style.get("background")
        if not declared and "background-image" not in style:
            continue
        colour = concealment.colour((declared or "").split(" url")[0].strip())
        if colour != "transparent":
            return colour
    return "#ffffff"


def _styles(soup: BeautifulSoup) -> Styles:
    styles: Styles = {}
    for selector, declared in _rules(soup):
        try:
            matched = soup.select(selector)
        except Exception:  # soupsieve knows fewer selectors than browsers, and says so in several ways
            continue
        for tag in matched:
            styles.setdefault(id(tag), {}).update(declared)
    for tag in soup.find_all(style=True):
        styles.setdefault(id(tag), {}).update(concealment.declarations(str(tag["style"])))
    return styles


def _rules(soup: BeautifulSoup) -> Iterator[tuple[str, dict[str, str]]]:
    sheet = "\n".join(style.get_text() for style in soup.find_all("style"))
    sheet = _PRINT_ONLY.sub("", re.sub(r"/\*.*?\*/", "", sheet, flags=re.S))
    telling = (rule for rule in _RULE.finditer(sheet) if _TELLING.search(rule["block"]))
    for _, rule in zip(range(MAX_RULES), telling, strict=False):
        yield rule["selectors"].strip(), concealment.declarations(rule["block"])
