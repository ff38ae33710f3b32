"""A message made readable: HTML, quoted replies, signatures and control characters go; offsets stay true.

Knows nothing of intents or languages. `Readable.offsets` and `ends` lead every kept character back to the text as
received.
"""

import itertools
import re
from dataclasses import dataclass
from functools import lru_cache

import quotequail

from assist import html
from assist.html import Piece

MAX_READABLE = 8_000
"""Code points read of one message; what matters in a support message stands long before."""

MAX_SCANNED = 60_000
"""Code points cleaned at all: the reply finder is slow on hostile input (4,000 header lines: 4.5 s)."""

_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]")
_DEVICE = (
    r"(?:i?phone|ipad|ipod|android|samsung|galaxy|huawei|pixel|xiaomi|oneplus|nokia|motorola|blackberry|windows|"
    r"smartphone|mobile|cell|tablet|macbook|verizon|m[óo]vil|tel[ée]fono|tableta|dispositivo)"
)
_SIGNATURE = re.compile(
    rf"^(?:--\s?|_{{10,}}|(?:sent from|enviado desde) (?:my|mi) {_DEVICE}\b.{{0,40}}|get outlook for .{{1,20}})$", re.I
)
_MAY_QUOTE = re.compile(r"^\W*>|[:\-_*=]\s*$|-{3}|_{5}")
"""What a line or two must show to be anything but the writer's own: asking the reply finder costs most of reading."""
_WROTE = re.compile(r"^.{0,200}(?:wrote|escribió|schrieb|a écrit)\s*:\s*$", re.I)
_INTRODUCES = re.compile(r"^(?:on|el|am|le)\b.*\d", re.I)
_SENDER = re.compile(r"^\W{0,2}(?:from|de|von)\s?:", re.I)
_HEADER = re.compile(
    r"^\W{0,2}(?:sent|date|to|cc|subject|enviado(?: el)?|fecha|para|asunto|gesendet|datum|an|betreff)\s?:", re.I
)


@dataclass(frozen=True)
class Readable:
    """What a person would read of a message; `text[i]` stands for `[offsets[i], ends[i])` of the original."""

    text: str
    offsets: tuple[int, ...]
    ends: tuple[int, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Lead a span of `text` back to `[start, end)` of the message as received."""
        if not self.offsets or start >= end:
            return (0, 0)
        return (self.offsets[start], self.ends[end - 1])


KEPT_READABLE = 128
"""Messages whose reading is kept: a conversation is read by several stages, and turn by turn when it is handed over."""


@lru_cache(maxsize=KEPT_READABLE)
def readable(received: str) -> Readable:
    """Return the part of a message its writer wrote, stripped of markup, quotes, signature, control characters."""
    scanned = received[:MAX_SCANNED]
    pieces = html.visible(scanned) if html.is_html(scanned) else _plain(scanned)
    cleaned = [piece for piece in pieces if not _INVISIBLE.match(piece[0])]
    kept = _trimmed(_without_quotes_and_signature(cleaned))[:MAX_READABLE]
    return Readable(
        "".join(char for char, _, _ in kept), tuple(at for _, at, _ in kept), tuple(end for *_, end in kept)
    )


def _plain(received: str) -> list[Piece]:
    """Return every character; whatever breaks a line is one line break."""
    return [
        ("\n" if char in html.BREAKS else char, at, at + 1)
        for at, char in enumerate(received)
        if char != "\r" or received[at + 1 : at + 2] != "\n"
    ]


def _without_quotes_and_signature(pieces: list[Piece]) -> list[Piece]:
    lines = _lines(pieces)
    texts = ["".join(char for char, _, _ in line) for line in lines]
    kept: list[Piece] = []
    below_words = False
    for line, text, is_quoted in zip(lines, texts, _quoted_lines(texts), strict=True):
        if _SIGNATURE.match(text.strip()):
            if below_words:
                break
            continue  # above the first word it separates nothing
        below_words = below_words or bool(text.strip())
        if not is_quoted:
            kept.extend(line)
            at, end = (line or kept or [("", 0, 0)])[-1][1:]
            kept.append(("\n", at, end))
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
    if len(texts) <= 2 and not any(_MAY_QUOTE.search(text) for text in texts):
        return [False] * len(texts)
    header = _outlook_header(texts)
    own, answered = texts[:header], texts[header:]
    if any(text.startswith(">") for text in own):
        flags = [text.startswith(">") or _is_introduction(own, at) for at, text in enumerate(own)]
    else:
        chunks = quotequail.quote("\n".join(own), limit=1_000, quote_intro_line=True)
        flags = [not is_own for is_own, chunk in chunks for _ in chunk.split("\n")]
        flags = flags if len(flags) == len(own) else [False] * len(own)
    return flags + [True] * len(answered)


def _outlook_header(texts: list[str]) -> int:
    """Return the line where From, Sent, To, Subject of an answered mail begin; the number of lines when none do."""
    for at, text in enumerate(texts):
        if _SENDER.match(text) and sum(bool(_HEADER.match(below)) for below in texts[at + 1 : at + 5]) >= 2:
            return at
    return len(texts)


def _is_introduction(texts: list[str], at: int) -> bool:
    """Say whether a line is "On Friday, Help wrote:" or the first of two lines that mail programs wrap it over."""
    if _WROTE.match(texts[at]):
        return True
    is_wrapped = bool(_INTRODUCES.match(texts[at])) and at + 1 < len(texts) and bool(_WROTE.match(texts[at + 1]))
    return is_wrapped and not _INTRODUCES.match(texts[at + 1])


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    """Drop outer white space and squeeze inner runs of it, so that spans stay tight."""
    kept: list[Piece] = []
    for char, at, end in pieces:
        white = char.isspace()
        if white and (not kept or kept[-1][0] == "\n" or (kept[-1][0] == " " and char != "\n")):
            continue
        if white and char == "\n" and kept[-1][0] == " ":
            kept.pop()
        kept.append(("\n" if char == "\n" else " ", at, end) if white else (char, at, end))
    while kept and kept[-1][0].isspace():
        kept.pop()
    return kept


@dataclass(frozen=True)
class Clause:
    """A stretch of readable text that can carry one request; `[start, end)`."""

    text: str
    start: int
    end: int


_OPENS_A_REQUEST = (
    r"(?:can|could|would|will|should|may|where|where's|when|how|what|why|which|who|do|does|did|is|are|has|have|please|pls|plz|"
    r"send|cancel|change|refund|tell|give|let me|i want|i need|i'd like|i would|i'm|i am|i've|i have|i still|i also|"
    r"puedo|podéis|podríais|podeis|dónde|donde|cuándo|cuando|cómo|como|cuánto|cuanto|qué|por qué|quiero|quisiera|necesito|"
    r"me|mandad|mandadme|enviad|anulad|cancelad|si|además|tenéis|hay|sigo|no)"
)
_NOT_SO = r"(?:is|are|isn't|aren't|was|were|has|have|had|hasn't|didn't|doesn't|won't|never|still|keeps|came|does|did)"
_STATES = rf"(?:the|my|that|this|one|your)(?:\s[\w'-]+){{1,2}}\s{_NOT_SO}"
_ASKS_OUTRIGHT = (
    r"(?:(?:can|could|would) (?:you|u|i|we)|(?:where|how|what|why) (?:is|are|do|does|can|much|many|long|soon)|"
    r"(?:do|does|is|are) (?:you|it|there|they)|please|pls|podéis|podríais|puedo|cuánto|cuándo|dónde|tenéis)"
)
_ANOTHER = (
    r"(?:also|and also|another thing|one more thing|oh and|by the way|btw|ps|on top of that|secondly|lastly|"
    r"además|y también|por cierto|otra cosa|aparte|por otro lado|de paso)"
)
# A run of separators is tried once, from its beginning: `(?<!...)` and `++`.
_BOUNDARY = re.compile(
    r"(?<=[.!?…])\s++|\n++|(?<=[!?])(?=[A-ZÁÉÍÓÚÑ¿¡])|(?<=[;])\s++|(?<!\S)(?=[1-9a-c]\)\s)|"
    # "can I also" goes on; ", also" begins anew.
    rf"(?<![\s,;])(?<!\bI)(?<!\bwe)(?<!\byou)(?<!\bu)(?<!\bis)(?<!\bare)(?<!\bit)[\s,;]++(?={_ANOTHER}\b)|"
    rf"(?<![\s,;])[\s,;]++(?=(?:and|y|but|pero|plus|then) (?:{_OPENS_A_REQUEST}|{_STATES})\b)|"
    rf"(?<![\s,;]),\s++(?={_ASKS_OUTRIGHT}\b)",
    re.I,
)
_JOINER = re.compile(
    r"[\s,;]*(?:[1-9a-c]\)\s+)?(?:(?:and also|also|and|but|plus|then|además|y también|y|pero|por cierto)[\s,:]+)?", re.I
)
_WORDS = re.compile(r"[^\W\d_]{2,}|\d{3,}")
"""A number of three digits is as good as a word: "where's 20288?" is a request."""


def clauses(text: str, *, at_most: int) -> list[Clause]:
    """Cut readable text into clauses of two words or more, in order, at most `at_most` (the longest kept)."""
    cuts = [0, *(match.end() for match in _BOUNDARY.finditer(text)), len(text)]
    found = []
    for cut, end in itertools.pairwise(cuts):
        joined = _JOINER.match(text, cut, end)
        start = joined.end() if joined else cut
        stretch = text[start:end].rstrip(" \n,;")
        if len(_WORDS.findall(stretch)) >= 2:
            found.append(Clause(stretch, start, start + len(stretch)))
    longest = sorted(found, key=lambda clause: -len(clause.text))[:at_most]
    return sorted(longest, key=lambda clause: clause.start)


_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"')\]]*+(?=\s|$)|\n++")
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|approx|St|Mr|Mrs|Ms|Dr|c|p\.ej|Sr|Sra|Srta|Dra|Prof)\.$")
_OF_A_NUMBER = re.compile(r"\b(?:No|no|núm)\.$")
_DIGIT_NEXT = re.compile(r"[ \t]*+\d")
_LONGEST_ABBREVIATION = 8


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the `[start, end)` of each sentence or list line; numbers (`4.95`) are never torn."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _STOP.finditer(text):
        if match.group().startswith(".") and _abbreviates(text, start, match.end()):
            continue
        _append_trimmed(spans, text, start, match.end())
        start = match.end()
    _append_trimmed(spans, text, start, len(text))
    return spans


def _abbreviates(text: str, start: int, end: int) -> bool:
    """Say whether the point before `end` ends an abbreviation; `no.` is one only before a number."""
    before = text[max(start, end - _LONGEST_ABBREVIATION) : end]
    if _ABBREVIATION.search(before):
        return True
    return bool(_OF_A_NUMBER.search(before) and _DIGIT_NEXT.match(text, end))


def _append_trimmed(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))


_ASKS = re.compile(
    r"[?¿]|^\W*(?:and |also |but |y |pero )*(?:what|which|how|who|when|where|why|whose|is|are|was|were|do|does|did|can|could|would|will|may|"
    r"might|should|have|has|qu[eé]|cu[aá]l\w*|c[oó]mo|cu[aá]ndo|d[oó]nde|qui[eé]n|por qu[eé]|es|son|hay|puedo|puede|se puede|tiene\w*)\b|"
    r"\b(?:please|pls|plz|send|tell|let me know|want|need|like to|looking for|wonder\w*|por favor|quier\w+|quisiera|necesit\w+|envi\w+|"
    r"mand\w+|dime|decidme)\b",
    re.I,
)


def asks(clause: str) -> bool:
    """Say whether a clause asks or requests something, rather than only telling what happened; in English and Spanish."""
    return _ASKS.search(clause) is not None


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
