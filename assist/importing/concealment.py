"""Which styles hide text from a reader. Text a person cannot see could still instruct a model that reads the page.

Knows nothing of documents: it is given the declarations in force for one element.
"""

import re
from collections.abc import Mapping

OFF_SCREEN_PX = 500
"""Nobody indents a line or moves a box by half a screen and expects it to be read."""
TINY_PX = 2.0
"""Letters of two pixels cannot be read."""

_DECLARATION = re.compile(r"(?<![-a-z])(?P<name>[-a-z]+)\s*:\s*(?P<value>[^;]+)", re.I)
_LENGTH = re.compile(r"^(?P<number>[-+]?\d*\.?\d+)\s*(?P<unit>px|pt|em|rem|vw|vh|%|)$")
_PX = {"px": 1.0, "pt": 1.33, "em": 16.0, "rem": 16.0, "vw": 12.0, "vh": 8.0, "": 1.0}
"""A unit in pixels on an ordinary screen; per cent is relative and left out."""
_RGB = re.compile(r"^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+(?P<alpha>[\d.]+%?))?\s*\)$")
_NAMED = {"white": "#ffffff", "black": "#000000", "snow": "#fffafa", "ivory": "#fffff0", "whitesmoke": "#f5f5f5"}
_SIDES = ("left", "right", "top", "bottom", "margin-left", "margin-top", "text-indent")
NEAR = 12
"""Steps of 255 by which two colours may differ in each channel and still look the same."""

Style = Mapping[str, str]


def declarations(style: str) -> dict[str, str]:
    """Return what a `style` attribute or a rule's block declares, in small letters."""
    found = _DECLARATION.finditer(re.sub(r"/\*.*?\*/", "", style, flags=re.S))
    return {m["name"].lower(): m["value"].replace("!important", "").strip().lower() for m in found}


def reason(style: Style) -> str | None:
    """Return how these declarations hide text, None when they do not. Colours are compared elsewhere."""
    if style.get("display") == "none":
        return "display:none"
    if style.get("visibility") in ("hidden", "collapse") or style.get("content-visibility") == "hidden":
        return "visibility:hidden"
    if _number(style.get("opacity", "1")) == 0:
        return "opacity:0"
    size = _px(style.get("font-size", ""))
    if size is not None and size < TINY_PX:
        return "font-size:0"
    return _out_of_sight(style)


def colour(value: str) -> str | None:
    """Return a colour as `#rrggbb`, `transparent`, or None when it is not one we can compare."""
    value = _NAMED.get(value, value)
    if re.fullmatch(r"#[0-9a-f]{3,4}", value):
        value = "#" + "".join(char * 2 for char in value[1:])
    if re.fullmatch(r"#[0-9a-f]{6}(?:[0-9a-f]{2})?", value):
        return "transparent" if value[7:] == "00" else value[:7]
    found = _RGB.match(value)
    if found:
        if found["alpha"] and _number(found["alpha"].rstrip("%")) == 0:
            return "transparent"
        return "#" + "".join(f"{min(int(found[n]), 255):02x}" for n in (1, 2, 3))
    return "transparent" if value == "transparent" else None


def looks_alike(one: str, other: str) -> bool:
    """Say whether two `#rrggbb` colours cannot be told apart."""
    return all(abs(int(one[at : at + 2], 16) - int(other[at : at + 2], 16)) <= NEAR for at in (1, 3, 5))


def _out_of_sight(style: Style) -> str | None:
    moved = [px for side in _SIDES if (px := _px(style.get(side, ""))) is not None]
    if any(px <= -OFF_SCREEN_PX for px in moved) or any(abs(px) >= 10 * OFF_SCREEN_PX for px in moved):
        return "moved off the screen"
    if re.search(r"scale[xy]?\(\s*0(?:\.0+)?\s*[,)]", style.get("transform", "")):
        return "scaled to nothing"
    if re.match(r"rect\(\s*(?:0|1px)", style.get("clip", "")) or "inset(50%)" in style.get("clip-path", ""):
        return "clipped away"
    clipped = style.get("overflow", style.get("overflow-y", "")) in ("hidden", "clip")
    sizes = [_px(style.get(name, "")) for name in ("height", "width", "max-height", "max-width")]
    if clipped and any(size is not None and size <= 1 for size in sizes):
        return "clipped away"
    return None


def _number(text: str) -> float | None:
    try:
        return float(text.rstrip("%"))
    except ValueError:
        return None


def _px(value: str) -> float | None:
    found = _LENGTH.match(value)
    if found is None or found["unit"] == "%":
        return 0.0 if found and float(found["number"]) == 0 else None
    return float(found["number"]) * _PX[found["unit"]]
