"""What a mail reader would show of an HTML message, with the place of every character in the source.

Reads each character once or twice: Python's own parser goes over the rest again for every tag left open. Knows
nothing of quotes or signatures.
"""

import re
from html import unescape
from html.entities import html5

Piece = tuple[str, int, int]
"""One character and the `[start, end)` it stands for in the message as received."""

BREAKS = "\n\r\x0b\x0c\x85\u2028\u2029"

_MARKUP = re.compile(
    r"</?(?:html|head|body|div|p|br|span|table|tr|t[dh]|blockquote|ul|ol|li|h[1-6]|hr|pre|section|b|i|strong|a)"
    r"(?=[\s/>])",
    re.I,
)
_LINES = {
    "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav",
    "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul",
}  # fmt: skip
"""Elements that stand on lines of their own."""
_CELLS = {"td", "th"}
_SILENT = {"script", "style", "title", "noscript", "template", "blockquote"}
"""Never the writer's words. `head` is not among them: all it may hold is, and an unclosed one ends with the body."""
_RAW = {"script", "style"}
"""Elements whose content holds no tags but their own end."""
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:\.0+)?(?![\d.])", re.I)

_OPENING = re.compile(r"<(?:[!?]|/?[a-z])", re.I)
_DECLARATION = re.compile(r"<[!?][^>]*+>")
# Possessive (`*+`), so that a tag without an end fails after one reading.
_TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[a-z][^\s/>]*+)(?P<attributes>(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+'|(?!["'])))*+)>""", re.I
)
_ATTRIBUTE = re.compile(r"""(?P<name>[^\s/=]++)(?:\s*+=\s*+(?:"(?P<a>[^"]*+)"|'(?P<b>[^']*+)'|(?P<c>\S++)))?""")
_REFERENCE = re.compile(r"&(?:#x(?P<hex>[0-9a-f]++);?|#(?P<decimal>[0-9]++);?|(?P<name>[a-z][a-z0-9]{0,31}+;?))", re.I)
_LONGEST_CODE = 7
"""Digits of the highest code point, 1114111."""


def is_html(received: str) -> bool:
    """Say whether the message holds a tag people do not type."""
    return bool(_MARKUP.search(received))


def visible(source: str) -> list[Piece]:
    """Return the characters shown, in order. Comments, scripts, hidden elements and quoted mails are not."""
    return _Reading(source).pieces


class _Reading:
    """One walk over the source; `_hidden_by` is the element that hides, `_depth` how many of its name are open."""

    def __init__(self, source: str) -> None:
        self.pieces: list[Piece] = []
        self._source = source
        self._hidden_by = ""
        self._depth = 0
        self._preformatted = 0
        at = 0
        while at < len(source):
            at = self._step(at)

    def _step(self, at: int) -> int:
        """Read the text or the one piece of markup at `at`; return where the next begins."""
        source = self._source
        if source.startswith("<!--", at):  # from the dashes on: `<!-->` is a whole comment
            return _found(source, "-->", at + 2) + len("-->")
        if not _OPENING.match(source, at):
            return self._text(at, _found(source, "<", at + 1))
        markup = _DECLARATION.match(source, at) or _TAG.match(source, at)
        if markup is None:  # never closed, most often no tag at all: the rest is shown as written
            return self._text(at, len(source))
        return markup.end() if markup.re is _DECLARATION else self._tag(markup)

    def _tag(self, tag: re.Match[str]) -> int:
        name, is_end = tag["name"].lower(), bool(tag["end"])
        if name == "pre":
            self._preformatted = max(0, self._preformatted + (-1 if is_end else 1))
        if self._hidden_by:
            self._within_hidden(name, is_end)
            separator = ""
        else:
            separator = "\n" if name in _LINES else " " if name in _CELLS else ""
            if not is_end and name not in _VOID and (name in _SILENT or _is_hidden(tag["attributes"])):
                self._hidden_by, self._depth = name, 1
        if separator:
            self.pieces.append((separator, tag.start(), tag.start() + 1))
        if name in _RAW and not is_end:
            closing = re.compile(rf"</{name}(?=[\s/>])", re.I).search(self._source, tag.end())
            return closing.start() if closing else len(self._source)
        return tag.end()

    def _within_hidden(self, name: str, is_end: bool) -> None:
        if name == self._hidden_by:
            self._depth += -1 if is_end else 1
            if self._depth == 0:
                self._hidden_by = ""

    def _text(self, start: int, end: int) -> int:
        if self._hidden_by:
            return end
        at = start
        for reference in _REFERENCE.finditer(self._source, start, end):
            characters, length = _decoded(reference)
            if length:
                self._characters(at, reference.start())
                at = reference.start() + length
                self.pieces.extend((self._shown(char), reference.start(), at) for char in characters)
        self._characters(at, end)
        return end

    def _characters(self, start: int, end: int) -> None:
        self.pieces.extend(
            (self._shown(char), at, at + 1) for at, char in enumerate(self._source[start:end], start=start)
        )

    def _shown(self, char: str) -> str:
        """Return the character; a line break of the source is a space outside `pre`."""
        if char not in BREAKS:
            return char
        return "\n" if self._preformatted else " "


def _found(source: str, mark: str, start: int) -> int:
    at = source.find(mark, start)
    return at if at >= 0 else len(source)


def _is_hidden(attributes: str) -> bool:
    given = {
        match["name"].lower(): match["a"] or match["b"] or match["c"] or "" for match in _ATTRIBUTE.finditer(attributes)
    }
    style = _REFERENCE.sub(lambda reference: _decoded(reference)[0] or reference.group(), given.get("style", ""))
    return "hidden" in given or "gmail_quote" in given.get("class", "") or bool(_HIDDEN_STYLE.search(style))


def _decoded(reference: re.Match[str]) -> tuple[str, int]:
    """Return the characters a reference stands for and its length; 0 when it is no reference but an ampersand.

    Source: HTML, 13.2.5.73: a name counts with its semicolon, and some old names (`&amp`) as a beginning too.
    """
    name = reference["name"]
    if name is None:
        digits = (reference["hex"] or reference["decimal"]).lstrip("0")
        if len(digits) > _LONGEST_CODE:
            return "\ufffd", len(reference.group())
        return unescape(f"&#{'x' if reference['hex'] else ''}{digits or '0'};"), len(reference.group())
    for length in range(len(name), 1, -1):
        if name[:length] in html5:
            return html5[name[:length]], length + 1
    return "", 0
