"""Bytes of unknown origin become text. Spreadsheets and old help centres still write Windows-1252."""

import codecs
import re

from assist.errors import BadInput

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*(?P<name>[-\w]+)""", re.I)
_HEAD = 4096
"""Bytes in which HTML must declare its encoding, with room to spare (the standard says 1024)."""


def decoded(content: bytes, *, is_html: bool = False) -> str:
    """Return the text: by byte order mark, as UTF-8, as declared, else as Windows-1252.

    Raises: BadInput when the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding)
    if b"\x00" in content:
        raise BadInput("is not text: it holds NUL bytes", code="not_readable")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _old(content, _DECLARED.search(content[:_HEAD]) if is_html else None)


def _old(content: bytes, declared: re.Match[bytes] | None) -> str:
    names = [declared["name"].decode("ascii", "replace")] if declared else []
    for name in [*names, "cp1252"]:
        # Pages that declare Latin-1 mean Windows-1252. Source: WHATWG Encoding, 4.2.
        label = "cp1252" if name.lower().replace("_", "-") in ("iso-8859-1", "latin-1", "latin1", "ascii") else name
        try:
            return content.decode(label)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("latin-1")


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadInput(f"begins like {encoding} and is not", code="not_readable") from error
