"""What passes between the steps of an import. Knows no file format and writes nothing."""

from assist.domain.base import Frozen

EXCERPT = 60
"""Characters of left-out text a reviewer is shown: enough to recognise it, too few to obey it."""


class Dropped(Frozen):
    """Something of the source that is not in the page, and why."""

    what: str
    characters: int = 0
    excerpt: str = ""
    times: int = 1


class Reading(Frozen):
    """What a parser read from one document: Markdown, and what it left out."""

    title: str = ""
    markdown: str = ""
    dropped: tuple[Dropped, ...] = ()
    canonical: str = ""
    """The address the page gives itself, "" for none."""
    is_faq: bool = False


class Part(Frozen):
    """A heading with the lines below it; level 0 stands for what is above the first heading."""

    level: int = 0
    heading: str = ""
    lines: tuple[str, ...] = ()
    anchor: str = ""
    """"" means the one the heading's words give."""

    @property
    def has_text(self) -> bool:
        """Say whether anything but blank lines stands below the heading."""
        return any(line.strip() for line in self.lines)


class NewPage(Frozen):
    """A page as it would be written, and where it came from."""

    id: str
    title: str
    parts: tuple[Part, ...]
    source: str
    line: int | None = None
    address: str = ""
    """What links in neighbouring documents call it: its path, or its id when it was given one."""
    canonical: str = ""
    """The web address the page gives itself, "" for none."""
    is_faq: bool = False
    dropped: tuple[Dropped, ...] = ()


class Fault(Frozen):
    """A document or line that could not be imported; the others are."""

    source: str
    line: int | None = None
    id: str | None = None
    code: str
    message: str


class Intake(Frozen):
    """Everything a source gave."""

    pages: tuple[NewPage, ...] = ()
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()
    """What a reviewer should know of the source as a whole: unused columns, files passed over."""


def excerpt(text: str) -> str:
    """Return the beginning of a left-out text on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= EXCERPT else flat[: EXCERPT - 1] + "…"


def summed(dropped: list[Dropped]) -> tuple[Dropped, ...]:
    """Return one entry for each kind of thing left out, with the first excerpt."""
    by_kind: dict[str, Dropped] = {}
    for each in dropped:
        before = by_kind.get(each.what)
        by_kind[each.what] = each if before is None else _together(before, each)
    return tuple(by_kind.values())


def _together(first: Dropped, second: Dropped) -> Dropped:
    return Dropped(
        what=first.what,
        characters=first.characters + second.characters,
        excerpt=first.excerpt or second.excerpt,
        times=first.times + second.times,
    )
