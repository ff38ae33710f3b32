"""The contract's example as a person handled it: what was asked, what was suggested, what was reported of it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from assist import feedback
from assist.domain.feedback import Edit, Feedback, FeedbackEvent, Outcome
from assist.domain.handled import Handled
from assist.domain.reply import Draft
from assist.domain.suggestion import Suggestion, SuggestRequest
from tests.fakes import FRIDAY

CONTRACT = Path(__file__).parent.parent / "docs" / "contract"
ASKED = SuggestRequest.model_validate_json((CONTRACT / "request.json").read_bytes())
SUGGESTED = Suggestion.model_validate_json((CONTRACT / "response.json").read_bytes())
LATER = FRIDAY + timedelta(minutes=3)


def draft() -> str:
    """Return the words of the example's draft."""
    assert isinstance(SUGGESTED.reply, Draft)
    return SUGGESTED.reply.text


def step(event: str = "sent", sent: str | None = None, *, reason: str | None = None, **fields: Any) -> Outcome:
    """Return a reported step with what was changed in the draft."""
    edit: Edit | None = feedback.edit_of(draft(), sent) if sent else None
    told = Feedback(event=FeedbackEvent(event), at=LATER, sent_text=sent, reason=reason)
    return Outcome.model_validate({"suggestion_id": "sg_1", "feedback": told, "edit": edit, **fields})


def handled(*steps: Outcome, name: str = "sg_1", **fields: Any) -> Handled:
    """Return the example under this id, with these steps."""
    given = {
        "subject_id": name,
        "at": FRIDAY,
        "request": ASKED,
        "triage": SUGGESTED.triage,
        "suggestion": SUGGESTED,
        "steps": steps,
    }
    return Handled(**{**given, **fields})
