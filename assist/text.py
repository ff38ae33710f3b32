"""A message made readable: HTML, quoted replies, signatures and control characters go; offsets stay true.

Knows nothing of intents or languages. `Readable.offsets` leads every kept character back to the text as received.
"""

import itertools
import re
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser

import quotequail

MAX_READABLE = 8_000
"""Code points read of one message; what matters in a support message stands long before."""

MAX_SCANNED = 60_000
"""Code points cleaned at all: the reply finder is slow on hostile input (4,000 header lines: 4.5 s)."""

_HTML = re.compile(r"</?(?:html|body|div|p|br|span|table|td|blockquote|ul|li|b|i|strong|a)(?=[\s/>])", re.I)
_BLOCKS = {"p", "div", "br", "tr", "li", "table", "ul", "ol", "h1", "h2", "h3", "blockquote"}
_SILENT = {"script", "style", "head", "title", "noscript", "template", "blockquote"}
_VOID = {"br", "img", "hr", "input", "meta", "link", "area", "base", "col", "embed", "source", "wbr"}
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0", re.I)
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]")
_SIGNATURE = re.compile(
    r"^(?:--\s?|_{10,}|sent from my .{1,40}|enviado desde mi .{1,40}|get outlook for .{1,20})$", re.I
)
_WROTE = re.compile(r"^.{0,200}(?:wrote|escribió|schrieb|a écrit)\s*:\s*$", re.I)


@dataclass(frozen=True)
class Readable:
    """What a person would read of a message; `offsets[i]` is where `text[i]` stands in the original."""

    text: str
    offsets: tuple[int, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Lead a span of `text` back to `[start, end)` of the message as received."""
        if not self.offsets or start >= end:
            return (0, 0)
        return (self.offsets[start], self.offsets[end - 1] + 1)


def readable(received: str) -> Readable:
    """Return the part of a message its writer wrote, stripped of markup, quotes, signature, control characters."""
    pieces = _from_html(received) if _HTML.search(received[:MAX_SCANNED]) else _plain(received)
    cleaned = [(char, at) for char, at in pieces if not _INVISIBLE.match(char)]
    kept = _without_quotes_and_signature(cleaned)
    kept = _trimmed(kept)[:MAX_READABLE]
    return Readable("".join(char for char, _ in kept), tuple(at for _, at in kept))


Piece = tuple[str, int]
"""One character and where it stood in the message as received."""


def _plain(received: str) -> list[Piece]:
    return [(char, at) for at, char in enumerate(received[:MAX_SCANNED])]


def _from_html(received: str) -> list[Piece]:
    parser = _VisibleText(received[:MAX_SCANNED])
    parser.feed(received[:MAX_SCANNED])
    parser.close()
    return parser.pieces


class _VisibleText(HTMLParser):
    """Collects what a mail reader would show, with the offset of every character."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.pieces: list[Piece] = []
        self._hidden: list[str] = []
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", source))]

    def _at(self) -> int:
        line, column = self.getpos()
        return self._line_starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS and not self._hidden:
            self.pieces.append(("\n", self._at()))
        if tag in _VOID:
            return
        if self._hidden or tag in _SILENT or _is_hidden(attrs):
            self._hidden.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden:
            while self._hidden.pop() != tag:
                pass
        elif tag in _BLOCKS and not self._hidden:
            self.pieces.append(("\n", self._at()))

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        start = self._at()
        self.pieces.extend((char if char != "\n" else " ", start + i) for i, char in enumerate(data))

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name};")

    def _reference(self, reference: str) -> None:
        if not self._hidden:
            at = self._at()
            self.pieces.extend((char, at) for char in unescape(reference))


def _is_hidden(attrs: list[tuple[str, str | None]]) -> bool:
    given = {name: value or "" for name, value in attrs}
    if "hidden" in given or _HIDDEN_STYLE.search(given.get("style", "")):
        return True
    return "gmail_quote" in given.get("class", "")


def _without_quotes_and_signature(pieces: list[Piece]) -> list[Piece]:
    lines = _lines(pieces)
    texts = ["".join(char for char, _ in line) for line in lines]
    kept: list[Piece] = []
    for line, text, is_quoted in zip(lines, texts, _quoted_lines(texts), strict=True):
        if _SIGNATURE.match(text.strip()):
            break
        if not is_quoted:
            kept.extend(line)
            kept.append(("\n", line[-1][1] if line else (kept[-1][1] if kept else 0)))
    return kept


def _lines(pieces: list[Piece]) -> list[list[Piece]]:
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece[0] == "\n":
            lines.append([])
        else:
            lines[-1].append(piece)
    return lines


def _quoted_lines(texts: list[str]) -> list[bool]:
    """Say which lines are someone else's words. Below `>` quotes the writer's own lines count again."""
    has_marks = any(text.startswith(">") for text in texts)
    if has_marks:
        return [text.startswith(">") or bool(_WROTE.match(text)) for text in texts]
    chunks = quotequail.quote("\n".join(texts), limit=1_000, quote_intro_line=True)
    flags = [not is_own for is_own, chunk in chunks for _ in chunk.split("\n")]
    return flags if len(flags) == len(texts) else [False] * len(texts)


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    """Drop outer white space and squeeze inner runs of it, so that spans stay tight."""
    kept: list[Piece] = []
    for char, at in pieces:
        white = char.isspace()
        if white and (not kept or kept[-1][0] == "\n" or (kept[-1][0] == " " and char != "\n")):
            continue
        if white and char == "\n" and kept[-1][0] == " ":
            kept.pop()
        kept.append(("\n" if char == "\n" else " ", at) if white else (char, at))
    while kept and kept[-1][0].isspace():
        kept.pop()
    return kept


@dataclass(frozen=True)
class Clause:
    """A stretch of readable text that can carry one request; `[start, end)`."""

    text: str
    start: int
    end: int


_BOUNDARY = re.compile(
    r"(?<=[.!?…])[\s]+|\n+|(?<=[!?])(?=[A-ZÁÉÍÓÚÑ¿¡])|"
    r"[\s,;]+(?=(?:also|and also|another thing|one more thing|además|y también|por cierto)\b)|"
    r"[\s,;]+(?=(?:and|y|but|plus) (?:can|could|where|when|how|what|do|does|is|please|pls|send|i want|i need|i'd like|"
    r"puedo|podéis|dónde|cuándo|cómo|quiero)\b)",
    re.I,
)
_JOINER = re.compile(r"[\s,;]*(?:(?:and also|also|and|but|plus|además|y también|y|pero|por cierto)[\s,:]+)?", re.I)
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def clauses(text: str, *, at_most: int) -> list[Clause]:
    """Cut readable text into clauses of two words or more, in order, at most `at_most` (the longest kept)."""
    cuts = [0, *(match.end() for match in _BOUNDARY.finditer(text)), len(text)]
    found = []
    for cut, end in itertools.pairwise(cuts):
        joined = _JOINER.match(text, cut, end)
        start = joined.end() if joined else cut
        stretch = text[start:end].rstrip(" \n,;")
        if len(_LETTERS.findall(stretch)) >= 2:
            found.append(Clause(stretch, start, start + len(stretch)))
    longest = sorted(found, key=lambda clause: -len(clause.text))[:at_most]
    return sorted(longest, key=lambda clause: clause.start)


_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|approx|No|no|St|Mr|Mrs|Ms|Dr|c|p\.ej|Sr|Sra|núm)\.$")


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the `[start, end)` of each sentence or list line; numbers (`4.95`) are never torn."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in re.finditer(r"[.!?…]+[\"')\]]*(?=\s|$)|\n+", text):
        before = text[start : match.end()]
        if match.group().startswith(".") and _ABBREVIATION.search(before):
            continue
        _append_trimmed(spans, text, start, match.end())
        start = match.end()
    _append_trimmed(spans, text, start, len(text))
    return spans


def _append_trimmed(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))


_WORD = re.compile(r"[^\W_]{3,}|\d+")
_COMMON = frozenset(
    word
    for line in (
        "the and you your yours our ours with for from this that these those there are was were been being have",
        "has had will would shall should can could may might must not but any all some one also just very more",
        "most than then them they their its it's i'm i'll we'll you'll who what when where which while into onto",
        "out about please sorry hear que los las una uno del con por para como pero más muy este esta eso esa nos",
        "les sus how much many get got did does done",
    )
    for word in line.split()
)
"""Words that carry no matter of their own, in English and Spanish."""


def content_words(statement: str) -> set[str]:
    """Return the lower-cased words of three letters or more and the numbers, without words that carry no matter."""
    return {word.lower() for word in _WORD.findall(statement)} - _COMMON
