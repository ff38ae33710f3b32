"""All a handoff is made of; nothing else may be said in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assist.domain.client import Profile
from assist.domain.conversation import Customer, Event
from assist.domain.handoff import ActionTaken, Commitment
from assist.domain.orders import Order
from assist.domain.suggestion import Suggestion
from assist.domain.triage import Entity, Triage
from assist.drafting.answers import Answers
from assist.drafting.handoff.turns import Turn
from assist.drafting.handoff.wording import Words
from assist.working_time import WorkingTime


@dataclass(frozen=True)
class HandoffMaterial:
    """`triages` are those of customer turns by message id; `suggestion` is what would be answered now."""

    turns: Sequence[Turn]
    triages: Mapping[str, Triage]
    suggestion: Suggestion
    orders: Sequence[Order]
    customer: Customer | None
    events: Sequence[Event]
    profile: Profile
    calendar: WorkingTime
    words: Words
    """In the reader's language."""
    spoken: Words
    """In the customer's language: the opening line is said to them."""
    answers: Answers
    now: datetime
    actions: tuple[ActionTaken, ...] = ()
    promised: tuple[Commitment, ...] = ()

    @property
    def newest(self) -> Triage:
        """The triage of the newest customer turn."""
        return self.suggestion.triage

    def entities(self) -> list[tuple[str, Entity]]:
        """Return what customers named, with the turn, oldest first."""
        return [
            (turn.id, entity)
            for turn in self.turns
            if turn.id in self.triages
            for entity in self.triages[turn.id].entities
        ]
