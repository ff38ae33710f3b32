"""Links from one imported page to another become links to its page id; other links stay as they are."""

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote, unquote

from assist.domain.base import Frozen
from assist.importing.material import NewPage, Part
from assist.retrieval.sections import slug

_LINK = re.compile(r"(?P<text>(?<!!)\[[^\[\]\n]*\])\((?P<target>[^()\s]+)(?P<title>\s+\"[^\"\n]*\")?\)")
_ENDINGS = re.compile(r"(?:/?index)?\.(?:html?|xhtml|md|markdown|txt|pdf|docx)$", re.I)


class _Meant(Frozen):
    """What a link can stand for: a page, and the places on it."""

    id: str
    anchors: frozenset[str]


def settled(pages: Sequence[NewPage]) -> list[NewPage]:
    """Return the pages with the links among them rewritten."""
    by_address = {
        _key(name): meant
        for page in pages
        for meant in [_meant(page)]
        for name in (page.address, page.canonical)
        if name
    }
    return [
        page.model_copy(update={"parts": tuple(_part(each, page, by_address) for each in page.parts)}) for page in pages
    ]


def _meant(page: NewPage) -> _Meant:
    anchors = frozenset(part.anchor or slug(part.heading) for part in page.parts if part.level)
    return _Meant(id=page.id, anchors=anchors)


def _part(part: Part, page: NewPage, by_address: Mapping[str, _Meant]) -> Part:
    if not any("](" in line for line in part.lines):
        return part
    return part.model_copy(update={"lines": tuple(_lines(part.lines, page, by_address))})


def _lines(lines: Iterable[str], page: NewPage, by_address: Mapping[str, _Meant]) -> Iterable[str]:
    def rewritten(link: re.Match[str]) -> str:
        target = _target(link["target"], page, by_address)
        return f"{link['text']}({target})" if target else link.group()

    return (_LINK.sub(rewritten, line) for line in lines)


def _target(target: str, page: NewPage, by_address: Mapping[str, _Meant]) -> str | None:
    """Return the id a target stands for, with its anchor where that page has one."""
    path, _, fragment = target.partition("#")
    if not path or path.startswith(("mailto:", "tel:")):
        return None
    is_absolute = path.startswith(("http://", "https://"))
    full = path if is_absolute else _beside(page.address, unquote(path))
    meant = by_address.get(_key(full))
    if meant is None:
        return None
    anchor = f"#{slug(fragment)}" if fragment and slug(fragment) in meant.anchors else ""
    return quote(meant.id, safe="") + anchor  # an id may hold what means something else in a link: `:`, `/`, a space


def _beside(address: str, path: str) -> str:
    """Return the address a relative path means; `shop:returns/index.md` lies below its `shop:`."""
    space, colon, own = address.rpartition(":")
    return space + colon + posixpath.normpath(posixpath.join(posixpath.dirname(own), path))


def _key(address: str) -> str:
    """Return an address without what its writers leave out as they like: endings, index, a last slash."""
    scheme, mark, path = address.rpartition("://")
    plain = _ENDINGS.sub("", path.split("?")[0]).rstrip("/")
    return scheme + mark + (plain or ".")
