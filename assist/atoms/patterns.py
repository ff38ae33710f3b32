"""The shapes of number-like facts, surest first. They read the text in small letters, except the ids.

Everything repeated is bounded or possessive and begun at a first digit only: a wall of digits is read once.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from assist.atoms.kinds import AtomKind
from assist.atoms.lexicon import BETWEEN_NUMBER_AND_NOUN, COUNTED, CURRENCIES, MONTHS, TIME_UNITS
from assist.atoms.numerals import ARTICLE, WORD


class Shape(NamedTuple):
    """A pattern and what it finds; `needs` are characters without which it finds nothing (any of them).

    A shape that begins with a number is tried where NUMBER_START stands, not at every letter.
    """

    kind: AtomKind
    pattern: re.Pattern[str]
    needs: tuple[str, ...] = ()
    in_small_letters: bool = True
    begins_with_a_number: bool = False


def _one_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


_WORD_START = r"(?<![^\W_])"
_WORD_END = r"(?![^\W_])"
"""Word boundaries that Markdown's `_30 days_` does not hide."""
_GAP = r"[^\S\r\n]?"
"""What may stand between a number and its unit; never a line break."""
_AMOUNT = r"(?<!\d)(?:\d{1,3}(?:[., \u00a0\u2009\u202f]\d{3}){1,5}(?:[.,]\d{1,2})?(?!\d)|\d{1,18}(?:[.,]\d{1,2})?)"
_PLAIN = r"(?<!\d)(?<!\d[.,])\d++(?:[.,]\d++)?"
_COUNT = rf"(?:{_PLAIN}|{WORD})"
_SCALE = r"(?P<scale> (?:thousand|million|billion|mil|millones|millón)(?!\w)(?: de)?)?"
_TO = r"\s?(?:[-–—]|to|al?|hasta)\s?"
_IN_BRACKETS = r"(?:\s?\((?:(?P<in_digits>\d{1,4})|[a-zé -]{3,20})\))?"
"""Lawyers write a number twice: thirty (30) days, 14 (fourteen) days."""
_BETWEEN = r"(?:(?<=between )|(?<=entre ))"
_AND = r"\s(?:and|y|to|a)\s"
_SIGN = r"(?:us)?[€£$]"
_CODE = r"(?:eur|gbp|usd|cad|aud|chf)"
_UNIT_OF_MONEY = _one_of(CURRENCIES)
_NO_LETTER = r"(?![^\W\d_])"
_PERCENT = r"(?:%(?![0-9a-f]{2})|per ?cent\b|por ?ciento\b)"
"""`%40` in an address is no percentage."""
_MONTH = _one_of(MONTHS)
_MONTH_FIRST = r"\b(?=[adefjmnos])"
"""First letters of months: trying every name at every word is dear."""
_YEAR = r"(?:19|20)\d\d"
_ORDINAL = r"(?:st|nd|rd|th|\.?º)"
_UNIT = _one_of(TIME_UNITS)
_SPANISH_WORKING = r"(?P<wes> laborables?| hábil(?:es)?| naturales)?"
_MORE = r"(?: or (?:more|less|fewer|longer)| o (?:más|menos))?"
_STRETCH = (
    rf"{_MORE}[\s-]?(?:(?:full|whole|consecutive|more|additional|extra|further|primeros|próximos|últimos) )?"
    rf"(?P<w>working |business |calendar )?(?P<u>{_UNIT}){_WORD_END}{_SPANISH_WORKING}"
)
_ADJECTIVES = rf"(?:(?:{_one_of(BETWEEN_NUMBER_AND_NOUN)}) ){{0,2}}"
_THINGS = rf"{_MORE}[^\S\r\n-]?-?{_ADJECTIVES}(?P<noun>{_one_of(COUNTED)})(?!['’-]\w){_WORD_END}"

_MONEY, _DATE, _DURATION = AtomKind.MONEY, AtomKind.DATE, AtomKind.DURATION
_SIGNS = ("€", "£", "$")
_BETWEENS = ("between ", "entre ")
_DIGITS = tuple("0123456789")
_NUMBERS: tuple[str, ...] = ("",)
"""The shape begins with a number, in digits or in words."""

_SOURCES: tuple[tuple[AtomKind, str, tuple[str, ...]], ...] = (
    (AtomKind.EMAIL, r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}", ("@",)),
    (AtomKind.LINK, r"(?:https?://|www\.)[^\s<>\"')\]]{1,300}", ("://", "www.")),
    (_MONEY, rf"{_BETWEEN}(?:(?P<sign>{_SIGN}|\b{_CODE}){_GAP})?(?P<a>{_AMOUNT})(?:{_GAP}(?P<s1>{_UNIT_OF_MONEY}){_NO_LETTER})?{_AND}"
             rf"(?:{_SIGN}|{_CODE})?{_GAP}(?P<b>{_AMOUNT})(?:{_GAP}(?P<s2>{_UNIT_OF_MONEY}){_NO_LETTER})?", _BETWEENS),
    (_MONEY, rf"(?P<sign>{_SIGN}){_GAP}(?P<a>{_AMOUNT})(?:(?:{_TO}{_SIGN}{_GAP}|[-–])(?P<b>{_AMOUNT}))?{_SCALE}"
             rf"(?:{_GAP}(?P<s2>{_CODE})\b)?", _SIGNS),
    (_MONEY, rf"(?<![\w-])(?P<a>{_AMOUNT}){_TO}(?P<b>{_AMOUNT}){_GAP}(?P<sign>{_UNIT_OF_MONEY}){_NO_LETTER}", _NUMBERS),
    (_MONEY, rf"(?P<a>{_AMOUNT}){_SCALE}{_GAP}(?P<sign>{_UNIT_OF_MONEY})(?:\s?[-–]\s?(?P<b>{_AMOUNT}){_GAP}(?P=sign))?{_NO_LETTER}", _NUMBERS),
    (_MONEY, rf"\b(?P<sign>{_CODE}){_GAP}{_SIGN}?(?P<a>{_AMOUNT})(?:(?:{_TO}{_CODE}{_GAP}|[-–])(?P<b>{_AMOUNT}))?", ()),
    (_MONEY, rf"\b(?P<a>{WORD}) (?P<sign>{_UNIT_OF_MONEY}){_NO_LETTER}", _NUMBERS),
    (AtomKind.PERCENT, rf"{_BETWEEN}(?P<a>{_PLAIN})(?:{_GAP}{_PERCENT})?{_AND}(?P<b>{_PLAIN}){_GAP}{_PERCENT}", _BETWEENS),
    (AtomKind.PERCENT, rf"(?P<a>{_PLAIN})(?:(?:{_GAP}%)?{_TO}(?P<b>{_PLAIN}))?{_GAP}{_PERCENT}", _NUMBERS),
    (AtomKind.PERCENT, rf"\b(?P<a>{WORD}) {_PERCENT}", _NUMBERS),
    (AtomKind.PERCENT, r"\b(?P<half>half(?: of)?(?: the| its| your)? (?:price|value|amount|cost|fee)|half-price|"
                       r"(?:la )?mitad del? (?:su )?(?:precio|valor|importe|coste))\b", ("half", "mitad")),
    (AtomKind.PERCENT, rf"\b(?P<a>{WORD})[- ](?P<part>tenths?|fifths?|quarters?|cuart[ao]s? partes?|quint[ao]s? partes?|d[ée]cim[ao]s? partes?)\b(?! (?:of )?an? )",
     ("tenth", "fifth", "quarter", "parte")),
    (_DATE, rf"\b(?P<y>{_YEAR})[-/](?P<m>\d\d)[-/](?P<d>\d\d)(?!\d)", _NUMBERS),
    (_DATE, rf"\b(?P<d>\d{{1,2}}){_ORDINAL}?(?={_TO}\d{{1,2}}{_ORDINAL}?(?: of| de)? (?P<mon>{_MONTH})\b(?:,?(?: del?)? (?P<y>{_YEAR}))?)", _NUMBERS),
    (_DATE, rf"\b(?P<d>\d{{1,2}}){_ORDINAL}?(?: of| de)? (?P<mon>{_MONTH})\b"
            rf"(?={_TO}\d{{1,2}}{_ORDINAL}?(?: of| de)? (?:{_MONTH})\b,?(?: del?)? (?P<y>{_YEAR})\b)", _NUMBERS),
    (_DATE, rf"\b(?P<d>\d{{1,2}}|primero|uno){_ORDINAL}?(?: day)?(?: of| de)? (?P<mon>{_MONTH})\b\.?(?:,?(?: del?)? (?P<y>{_YEAR})\b)?", _NUMBERS),
    (_DATE, rf"{_MONTH_FIRST}(?P<mon>{_MONTH})\.? (?P<d>\d{{1,2}}){_ORDINAL}?\b(?![:%€])(?:,? (?P<y>{_YEAR})\b)?", _DIGITS),
    (_DATE, r"\b(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>20\d\d|\d\d)\b", _NUMBERS),
    (AtomKind.MONTH, rf"{_MONTH_FIRST}(?P<mon>{_MONTH})\.?,?(?: of| del?)? (?P<y>{_YEAR})\b", _DIGITS),
    (AtomKind.PHONE, r"(?<![\w+])(?:\+\d{1,3}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d{2,4}(?:[ .-]?\d{2,4}){1,4}|\(\d{3}\) ?\d{3}[ .-]\d{4}|"
                     r"(?:1-)?\d{3}-\d{3}-\d{4}|[6789]\d\d(?: \d{3}){2}|[6789]\d\d(?: \d\d){3})(?![\w-])", _DIGITS),
    (_DURATION, rf"\b(?:(?P<a>{ARTICLE}|{WORD}) |(?<=\bde ))(?P<u>{_UNIT}) (?P<and_half>and a half|y medi[ao])\b", (" and a half", " y medi")),
    (_DURATION, rf"\b(?P<a>{WORD}|\d{{1,2}}) (?P<and_half>and a half|y medi[ao]) (?P<u>{_UNIT})\b", (" and a half", " y medi")),
    (_DURATION, r"\b(?P<a>a|one|three|un|tres) (?P<quarter>quarters? of an|cuartos? de) (?P<u>hour|hora)\b", (" quarter", " cuarto")),
    (_DURATION, r"(?:(?<=\bfirst )|(?<=\bprimer )|(?<=\bprimera ))(?P<u>week|fortnight|month|year|semana|quincena|mes|año)\b(?! (?:of|de|in|en|back)\b)", ("first ", "primer")),
    (_DURATION, rf"{_BETWEEN}(?P<a>{_COUNT}){_AND}(?P<b>{_COUNT}){_STRETCH}", _BETWEENS),
    (_DURATION, rf"\b(?P<a>an?|one) (?P<u>{_UNIT}) or (?P<b>two|three)\b(?! {_UNIT})", (" or t",)),
    (_DURATION, rf"\b(?P<a>un[oa]?) o (?P<b>dos|tres) (?P<u>{_UNIT}){_WORD_END}{_SPANISH_WORKING}", (" o ",)),
    (_DURATION, rf"{_WORD_START}(?P<a>{_COUNT}){_IN_BRACKETS}(?:(?:{_TO}|,?\s(?:o|or)\s)(?P<b>{_COUNT}))?{_STRETCH}", _NUMBERS),
    (_DURATION, rf"\b(?P<half>half an?|media|medio) (?P<u>{_UNIT})\b", ("half", "medi")),
    (_DURATION, rf"\b(?P<a>{ARTICLE}) (?:full |whole )?(?P<w>working |business |calendar )?(?P<u>{_UNIT})\b(?P<wes> laborable| hábil| natural)?", ()),
    (AtomKind.TIME, r"\b(?P<h>[01]?\d|2[0-3])[:.](?P<min>[0-5]\d)\s?(?P<half>[ap])\.?m\b\.?", _NUMBERS),
    (AtomKind.TIME, r"\b(?P<h>[01]?\d|2[0-3]):(?P<min>[0-5]\d)(?::[0-5]\d)?\b", _NUMBERS),
    (AtomKind.TIME, r"\b(?P<h>0?[1-9]|1[0-2])\s?(?P<half>[ap])\.?m\b\.?", _NUMBERS),
    (AtomKind.COUNT, rf"{_BETWEEN}(?P<a>{_COUNT}){_AND}(?P<b>{_COUNT}){_THINGS}", _BETWEENS),
    (AtomKind.COUNT, rf"{_WORD_START}(?!one (?:of|or more) )(?P<a>{_COUNT}){_IN_BRACKETS}(?:{_TO}(?P<b>{_COUNT}))?{_THINGS}", _NUMBERS),
)  # fmt: skip

NUMBER_START = re.compile(rf"(?<!\d)\d|{_WORD_START}(?:{WORD}|primero\b)")

SHAPES: tuple[Shape, ...] = (
    *(
        Shape(kind, re.compile(source), needs, begins_with_a_number=needs is _NUMBERS)
        for kind, source, needs in _SOURCES
    ),
    Shape(AtomKind.ID, re.compile(r"\b[A-Z]{1,4}[-#]?\d{4,}(?:[A-Z]{2})?\b|\b[A-Z]{2,}\d{1,3}\b"), _DIGITS, False),
    Shape(
        AtomKind.NUMBER,
        re.compile(rf"(?<![^\W_])(?<![^\W_]_)(?<![.,-])\d++(?:[.,]\d++)?{_SCALE}(?!-){_WORD_END}"),
        begins_with_a_number=True,
    ),
)

RATE = re.compile(
    r"(?:\s?/\s?|\s(?:per|each|every|por|cada|al|a|an|a la)\s)"
    r"(?P<each>user|person|seat|member|customer|employee|order|item|parcel|unit|pair|account|usuario|persona|cliente|pedido|artículo|paquete|"
    r"minute|hour|day|week|month|year|hora|día|semana|mes|año|kg)\b"
)
"""What stands behind an amount: " per month", "/mes", " a year"."""
