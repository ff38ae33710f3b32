"""Numbers as people write them: 1,234.50, 1.234,50, four, forty-two, treinta y un."""

import re
import unicodedata
from functools import lru_cache

_ONES_EN = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS_EN = (
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_TENS_EN = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ONES_ES = ("uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve")
_TO_TWENTY_NINE_ES = (
    "diez", "once", "doce", "trece", "catorce", "quince", "dieciséis", "diecisiete", "dieciocho", "diecinueve", "veinte", "veintiuno",
    "veintidós", "veintitrés", "veinticuatro", "veinticinco", "veintiséis", "veintisiete", "veintiocho", "veintinueve",
)  # fmt: skip
_TENS_ES = ("treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa")


def _words() -> dict[str, int]:
    """Return every number word up to nine hundred (English) or a hundred (Spanish), hyphens written as spaces."""
    return {**_spanish_words(), **_english_words(), "un": 1, "una": 1, "a": 1, "an": 1}


def _english_words() -> dict[str, int]:
    values = {word: at for at, word in enumerate(_ONES_EN + _TEENS_EN, start=1)}
    for tens, word in zip(range(20, 100, 10), _TENS_EN, strict=True):
        values[word] = tens
        values |= {f"{word} {one}": tens + at for at, one in enumerate(_ONES_EN, start=1)}
    return values | {f"{one} hundred": at * 100 for at, one in enumerate(_ONES_EN, start=1)} | {"a hundred": 100}


def _spanish_words() -> dict[str, int]:
    values = {word: at for at, word in enumerate(_ONES_ES + _TO_TWENTY_NINE_ES, start=1)}
    ones = {**{one: at for at, one in enumerate(_ONES_ES, start=1)}, "un": 1, "una": 1}
    for tens, word in zip(range(30, 100, 10), _TENS_ES, strict=True):
        values[word] = tens
        values |= {f"{word} y {one}": tens + at for one, at in ones.items()}
    values |= {"veintiún": 21, "veintiuna": 21, "cien": 100}
    return {word.translate(str.maketrans("éóú", "eou")): value for word, value in values.items()} | values


_VALUES = _words()
_ARTICLES = frozenset({"a", "an", "un", "una", "uno"})
"""They count only before a stretch of time: "a week", "una semana"."""


def _pattern() -> str:
    en, es = "|".join(_ONES_EN), "|".join((*_ONES_ES, "un", "una"))
    tens_en, tens_es = "|".join(_TENS_EN), "|".join(_TENS_ES)
    compound = {word for word in _VALUES if " " in word} | _ARTICLES | {*_TENS_EN, *_TENS_ES, *_ONES_EN}
    single = "|".join(sorted(_VALUES.keys() - compound, key=len, reverse=True))
    return (
        rf"(?:(?:{tens_en})(?:[- ](?:{en})\b)?|(?:{tens_es})(?: y (?:{es})\b)?|{single}|"
        rf"(?:a(?= hundred)|{en})(?: hundred)?)(?!\w)"
    )


WORD = _pattern()
"""A number word, in small letters, without articles."""
ARTICLE = r"(?:an?|una?)(?!\w)"


@lru_cache(maxsize=4096)
def read(written: str) -> str:
    """Return the plain decimal form of a number in digits or words; empty when it is neither.

    1,234.50 is 1234.5 and so is 1.234,50; any length of digits; zeros that do not count go.
    """
    if not any(char.isdigit() for char in written):
        value = _VALUES.get(written.replace("-", " "))
        return "" if value is None else str(value)
    plain = re.sub(r"\s", "", written)
    last = max(plain.rfind("."), plain.rfind(","))
    is_decimal = last >= 0 and (len(plain) - last - 1 in (1, 2) or plain[:last].strip("0") == "")
    whole, fraction = (plain[:last], plain[last + 1 :]) if is_decimal else (plain, "")
    whole, fraction = _digits(whole).lstrip("0") or "0", _digits(fraction).rstrip("0")
    return f"{whole}.{fraction}" if fraction else whole


def is_rising(low: str, high: str) -> bool:
    """Say whether two plain decimals may bound a range; compared without `int`, which refuses very long digits."""
    whole = [number.partition(".")[0] for number in (low, high)]
    if whole[0] != whole[1]:
        return (len(whole[0]), whole[0]) < (len(whole[1]), whole[1])
    return low.partition(".")[2] < high.partition(".")[2]


def _digits(written: str) -> str:
    return "".join(str(unicodedata.decimal(char)) for char in written if char not in ".,")
