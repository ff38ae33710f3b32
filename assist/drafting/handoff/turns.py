"""The conversation as a handoff reads it: readable text, who speaks, what counts as a reply. Knows no intent."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assist import text
from assist.domain.conversation import Message
from assist.domain.enums import Role, Visibility

OURS = (Role.AGENT, Role.BOT)


@dataclass(frozen=True)
class Turn:
    """One message and what a person would read of it."""

    message: Message
    readable: str

    @property
    def id(self) -> str:
        return self.message.id

    @property
    def by_customer(self) -> bool:
        return self.message.role is Role.CUSTOMER

    @property
    def is_reply(self) -> bool:
        """Say whether the customer saw it as an answer."""
        return self.message.role in OURS and self.message.visibility is Visibility.PUBLIC and bool(self.readable)

    @property
    def is_internal(self) -> bool:
        """Say whether only agents saw it."""
        return (
            not self.by_customer
            and self.message.visibility is Visibility.INTERNAL
            and self.message.role is not Role.TOOL
        )

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """Return its sentences."""
        return tuple(self.readable[start:end] for start, end in text.sentences(self.readable))


def read(messages: Sequence[Message]) -> tuple[Turn, ...]:
    """Read every message; what tools answered is for machines."""
    return tuple(
        Turn(message, "" if message.role is Role.TOOL else text.readable(message.text).text) for message in messages
    )


def newest_reply_before(turns: Sequence[Turn], at: int) -> Turn | None:
    """Return the newest reply of ours before a position."""
    return next((turn for turn in reversed(turns[:at]) if turn.is_reply), None)
