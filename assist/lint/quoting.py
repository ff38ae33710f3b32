"""How a finding shows what a page says."""

LONGEST_QUOTE = 80
"""Characters; a longer quote hides the two numbers it is there to show."""


def short(written: str, around: str = "") -> str:
    """Return a quote on one line of at most `LONGEST_QUOTE` characters, cut so that `around` stays in it."""
    line = " ".join(written.split())
    if len(line) <= LONGEST_QUOTE:
        return line
    at = max(line.find(around), 0) if around else 0
    start = max(0, min(at + len(around) // 2 - LONGEST_QUOTE // 2, len(line) - LONGEST_QUOTE + 2))
    kept = line[start : start + LONGEST_QUOTE - 2].strip()
    return ("…" if start else "") + kept + ("…" if start + LONGEST_QUOTE - 2 < len(line) else "")
