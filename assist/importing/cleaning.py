"""Text as a reader would see it: one kind of line break, no invisible characters, no hidden markup or pictures.

Works on plain text and Markdown alike; what it leaves out is reported.
"""

import re

from assist.importing import concealment
from assist.importing.material import Dropped, excerpt

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
    "|(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"
)
"""Zero-width, direction and tag characters. Joiners stay between letters that join and in emoji."""
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_COMMENT = re.compile("<!--")
_OPENED = re.compile(r"<(?P<name>[a-z][a-z0-9]*)(?P<attributes>\s[^<>]*)>", re.I)
_ATTRIBUTE = re.compile(r"""(?P<name>[-a-z]+)(?:\s*=\s*(?:"(?P<a>[^"]*)"|'(?P<b>[^']*)'|(?P<c>[^\s"'>]+)))?""", re.I)
_SILENT = re.compile(r"<(?P<name>script|style|template|iframe)\b[^<>]*>", re.I)
_PICTURE = re.compile(r"!\[(?P<alt>(?:(?!!\[)[^\]\n])*)\]\([^()\n]*\)")
_ANCHOR_TAG = re.compile(r"</?(?:a\s+(?:name|id)=[^<>]*|a|span|font|center|div)(?:\s[^<>]*)?/?>", re.I)
_TAG_LIKE = re.compile(r"<[a-z!/]", re.I)


def cleaned(text: str, dropped: list[Dropped]) -> str:
    """Return the visible text with plain line feeds; append to `dropped` what is left out."""
    text = without_invisible(text, dropped)
    if _TAG_LIKE.search(text):
        text = _without_enclosed(_COMMENT, text, "HTML comment", dropped)
        text = _without_enclosed(_SILENT, text, "script or style", dropped)
        text = _without_hidden_elements(text, dropped)
        text = _ANCHOR_TAG.sub("", text)
    return _without_pictures(text, dropped)


def without_invisible(text: str, dropped: list[Dropped]) -> str:
    """Return the text without characters nobody sees, every line break a line feed."""
    hidden = _INVISIBLE.findall(text)
    if hidden:
        dropped.append(Dropped(what="invisible characters", characters=len(hidden), times=1))
        text = _INVISIBLE.sub("", text)
    return "\n".join(_CONTROL.sub("", text).splitlines())


def _without_pictures(text: str, dropped: list[Dropped]) -> str:
    def note(match: re.Match[str]) -> str:
        dropped.append(Dropped(what="image", characters=len(match["alt"]), excerpt=excerpt(match["alt"])))
        return ""

    return _PICTURE.sub(note, text)


def _without_enclosed(opening: re.Pattern[str], text: str, what: str, dropped: list[Dropped]) -> str:
    """Cut from each opening to its end; one that has no end stays, and its end is looked for once only."""
    kept: list[str] = []
    at = 0
    endless: set[str] = set()
    for opened in opening.finditer(text):
        end = _ending(opened)
        if opened.start() < at or end in endless:
            continue
        closed = re.compile(end, re.I).search(text, opened.end())
        if closed is None:
            endless.add(end)
            continue
        kept.append(text[at : opened.start()])
        at = closed.end()
        cut = text[opened.start() : at]
        dropped.append(Dropped(what=what, characters=len(cut), excerpt=excerpt(cut)))
    return "".join(kept) + text[at:]


def _ending(opened: re.Match[str]) -> str:
    name = opened.groupdict().get("name")
    return rf"</{name.lower()}\s*>" if name else "-->"


def _without_hidden_elements(text: str, dropped: list[Dropped]) -> str:
    """Cut hidden elements with all they hold; one that is never closed hides the rest, as in a browser."""
    kept: list[str] = []
    at = 0
    for opened in _OPENED.finditer(text):
        why = _why_hidden(opened["attributes"]) if opened.start() >= at else None
        if why is None:
            continue
        kept.append(text[at : opened.start()])
        at = _end_of_element(text, opened)
        inside = text[opened.end() : at]
        dropped.append(Dropped(what=f"hidden text ({why})", characters=len(inside), excerpt=excerpt(inside)))
    return "".join(kept) + text[at:]


def _why_hidden(attributes: str) -> str | None:
    given = {
        match["name"].lower(): match["a"] or match["b"] or match["c"] or "" for match in _ATTRIBUTE.finditer(attributes)
    }
    if "hidden" in given:
        return "hidden attribute"
    if given.get("aria-hidden") == "true":
        return "aria-hidden"
    return concealment.reason(concealment.declarations(given.get("style", "")))


def _end_of_element(text: str, opened: re.Match[str]) -> int:
    depth = 1
    for tag in re.compile(rf"<(?P<end>/?){opened['name']}(?:\s[^<>]*)?>", re.I).finditer(text, opened.end()):
        depth += -1 if tag["end"] else 1
        if depth == 0:
            return tag.end()
    return len(text)
