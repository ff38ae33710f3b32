"""Links to pages and anchors that do not exist, addresses nobody can open. Asks no network."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from assist import atoms
from assist.atoms import AtomKind
from assist.lint.findings import Finding, Level
from assist.lint.subject import Placed, Subject

BROKEN, MALFORMED, INSECURE = "broken-link", "malformed-address", "insecure-link"
_MARKDOWN = re.compile(r"\[[^\]\n]{0,200}\]\(\s*<?(?P<target>[^()\s<>]{1,500})>?(?:\s+\"[^\"\n]*\")?\s*\)")
_HOST = re.compile(r"^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}$", re.I)
_ALMOST_URL = re.compile(r"\b(?:h?t?tps?[:;]?/{1,3}|https?[;:]?\\{1,2}|https?;//)(?=[\w.-]+\.\w)", re.I)
_AT = re.compile(r"(?<!\S)[^\s@<>()\[\]]+@[^\s@<>()\[\]]*")
_CLOSING = ".,;:!?\"'»)"


def links(subject: Subject) -> list[Finding]:
    """Report broken links inside the client's pages, malformed URLs and e-mail addresses, and `http:` links."""
    known = {str(source.page.id) for source in subject.sources} | {str(each.passage.id) for each in subject.passages}
    # A page that could not be read is a fault of its own, not a broken link on every other page.
    known |= {fault.file.rsplit("/", 1)[-1].removesuffix(".md") for fault in subject.faults}
    return [finding for placed in subject.passages for finding in _of(placed, known)]


def _of(placed: Placed, known: set[str]) -> Iterator[Finding]:
    text = placed.passage.text
    targets = [(match["target"], match.start("target")) for match in _MARKDOWN.finditer(text)]
    for target, at in targets:
        yield from _target(placed, target, at, known)
    inside = [(at, at + len(target)) for target, at in targets]
    for atom in atoms.extract(text):
        if atom.kind is AtomKind.LINK and not any(start <= atom.start < end for start, end in inside):
            yield from _address(placed, text[atom.start : atom.end], atom.start)
    yield from _almost(placed)


def _target(placed: Placed, target: str, at: int, known: set[str]) -> Iterator[Finding]:
    scheme = target.split(":", 1)[0].lower() if ":" in target else ""
    if scheme in ("http", "https"):
        yield from _address(placed, target, at)
    elif scheme == "mailto":
        if not _is_email(target.split(":", 1)[1].split("?")[0]):
            yield _finding(placed, at, MALFORMED, Level.WARNING, f"{target} is not an e-mail address.")
    elif scheme and scheme != "tel":
        yield _finding(placed, at, MALFORMED, Level.WARNING, f"{target}: customers cannot open a {scheme}: link.")
    elif not scheme and not known & _wanted(placed, target):
        message = f"The link to {target} leads nowhere: no page or section of this client has that name."
        yield _finding(placed, at, BROKEN, Level.ERROR, message)


def _wanted(placed: Placed, target: str) -> set[str]:
    """Return the pages or passages a relative link may mean: `#anchor`, `page#anchor`, `../faq/page.md#anchor`.

    An imported page keeps the name it had, folders and ending included, so the whole path is tried first.
    """
    path, _, anchor = (unquote(part) for part in target.partition("#"))
    whole = path.rstrip("/")
    last = whole.rsplit("/", 1)[-1]
    pages = {whole, last, whole.removesuffix(".md"), last.removesuffix(".md")} - {""} or {str(placed.passage.page_id)}
    return {f"{page}#{anchor}" if anchor else page for page in pages}


def _address(placed: Placed, written: str, at: int) -> Iterator[Finding]:
    url = written.rstrip(_CLOSING)
    if not _has_host(url):
        yield _finding(placed, at, MALFORMED, Level.WARNING, f"{url} is no address a browser can open.")
    elif url.lower().startswith("http://"):
        yield _finding(placed, at, INSECURE, Level.NOTE, f"{url} is not encrypted: use https if the site has it.")


def _has_host(url: str) -> bool:
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:
        return False
    return bool(host and _HOST.match(host))


def _almost(placed: Placed) -> Iterator[Finding]:
    """Yield what was meant as an address and is none: `htps://shop.example`, `help@shop`."""
    text = placed.passage.text
    for match in _ALMOST_URL.finditer(text):
        if match.group().lower() not in ("http://", "https://"):
            written = text[match.start() :].split(None, 1)[0].rstrip(_CLOSING)
            yield _finding(
                placed, match.start(), MALFORMED, Level.WARNING, f"{written} is no address: check its start."
            )
    for match in _AT.finditer(text):
        written = match.group().rstrip(_CLOSING)
        if "://" not in written and not written.startswith("mailto:") and not _is_email(written):
            message = f"{written} is not a complete e-mail address."
            yield _finding(placed, match.start(), MALFORMED, Level.WARNING, message)


def _is_email(written: str) -> bool:
    name, _, host = written.partition("@")
    return bool(re.fullmatch(r"[\w.+'-]{1,64}", name) and _HOST.match(host))


def _finding(placed: Placed, at: int, check: str, level: Level, message: str) -> Finding:
    return Finding(
        check=check, level=level, file=placed.file, line=placed.line_at(at), message=message,
        passage_id=placed.passage.id,
    )  # fmt: skip
