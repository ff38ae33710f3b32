"""Numbers nobody has asked the brand about: still the shared template's, while the rules compute with them."""

from assist.lint import blocks
from assist.lint.findings import Finding, Level
from assist.lint.subject import Subject
from assist.workflows import confirmations
from assist.workflows.confirmations import Unconfirmed

UNCONFIRMED = "unconfirmed-value"


def unconfirmed(subject: Subject) -> list[Finding]:
    """Report values still marked `confirm:`; a warning once texts are there that customers hold against them."""
    read = blocks.parsed(subject) or {}
    return [
        _finding(one, Level.WARNING if blocks.has_texts(read, one.path[0]) else Level.NOTE, subject)
        for one in confirmations.of(subject.workflows_text)
        if one.is_given
    ]


def _finding(one: Unconfirmed, level: Level, subject: Subject) -> Finding:
    return Finding(
        check=UNCONFIRMED,
        level=level,
        file=subject.workflows_file,
        line=one.line,
        message=f"{'.'.join(one.path)} is {one.written or 'given below'}, and nobody has confirmed it. Ask the brand "
        f"({one.ask}), correct the value, then take the word “confirm:” out of the line.",
    )
