"""What was asked, what was suggested for it, and what a person made of it: the evidence traffic leaves behind."""

from assist.domain.base import Frozen, Moment
from assist.domain.correction import Correction
from assist.domain.feedback import Outcome
from assist.domain.suggestion import Suggestion, SuggestRequest
from assist.domain.triage import Triage


class Handled(Frozen):
    """One request that a person had a word on; `subject_id` is the suggestion's or the triage's."""

    subject_id: str
    at: Moment
    """When it was answered: the case's own clock."""
    request: SuggestRequest
    triage: Triage
    suggestion: Suggestion | None = None
    """None: only tags and route were asked for."""
    steps: tuple[Outcome, ...] = ()
    """What was reported of the suggestion, oldest first."""
    correction: Correction | None = None
    """The newest one of its tags."""
    withdrawn_at: Moment | None = None
    """When a newer suggestion or message withdrew it."""
    answered_with: str | None = None
    """What we wrote the customer next, as the desk's own transcript has it."""
