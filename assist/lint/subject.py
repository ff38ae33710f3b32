"""Everything the checks of one client read, gathered once. Knows no check."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assist.domain.client import Profile
from assist.domain.enums import Audience, PageKind
from assist.domain.knowledge import Page, Passage
from assist.drafting.answers import Answers
from assist.errors import BadKnowledge
from assist.triage.utterances import Utterance
from assist.workflows.floors import Floors
from assist.workflows.parameters import Parameters


@dataclass(frozen=True)
class Placed:
    """A passage and where it stands."""

    passage: Passage
    file: str
    """As in `norrfell/policies/returns-policy.md`."""
    line: int
    """Line of its heading."""
    text_line: int
    """Line on which its text begins."""
    starts: tuple[int, ...] = (0,)
    """Where in the text each line of the file begins, from `text_line` on; a wrapped sentence holds several."""

    def line_at(self, offset: int) -> int:
        """Return the line of the file on which `passage.text[offset]` stands."""
        return self.text_line + max(bisect_right(self.starts, offset) - 1, 0)

    @property
    def for_customers(self) -> bool:
        """Whether a customer may read it, as a page or as a macro an agent sends."""
        return self.passage.audience is Audience.CUSTOMER

    @property
    def is_macro(self) -> bool:
        return self.passage.kind is PageKind.MACROS


@dataclass(frozen=True)
class Source:
    """One page that could be read: what its file says, line by line, and the page it became."""

    page: Page
    file: str
    lines: tuple[str, ...]

    def line_of(self, key: str) -> int:
        """Return the line of a front-matter key; 1 when it is not given."""
        return next((n for n, row in enumerate(self.lines, 1) if row.startswith(f"{key}:")), 1)


@dataclass(frozen=True)
class Subject:
    """One client's folder as it stands. What could not be read is in `faults`; the rest is checked all the same."""

    client_id: str
    sources: tuple[Source, ...]
    passages: tuple[Placed, ...]
    """Pages and macros, in the order of their files."""
    profile: Profile | None
    parameters: Parameters | None
    workflows_text: str
    answers: Mapping[str, Answers]
    faults: tuple[BadKnowledge, ...]
    today: date
    """In the client's time zone."""
    profile_text: str = ""
    soon_days: int = 30
    live: Mapping[str, Passage] | None = None
    """Passages of the live version by id; None when nothing is live."""
    utterances: tuple[Utterance, ...] = ()
    floors: Floors | None = None
    """What the law gives at least; None when the shared file is not there."""
    template_text: str | None = None
    """The shared `workflows.yaml`."""
    tiers: Mapping[str, int | None] | None = None
    """How many parameters may differ from the template, by tier; None: any number."""

    @property
    def profile_file(self) -> str:
        return f"{self.client_id}/client.yaml"

    @property
    def workflows_file(self) -> str:
        return f"{self.client_id}/workflows.yaml"

    @property
    def customer_pages(self) -> tuple[Placed, ...]:
        """What customers read: no agent pages, no macros."""
        return tuple(placed for placed in self.passages if placed.for_customers and not placed.is_macro)

    @property
    def in_force(self) -> tuple[Placed, ...]:
        """Passages whose own dates include today."""
        return tuple(placed for placed in self.passages if placed.passage.in_force_on(self.today))
