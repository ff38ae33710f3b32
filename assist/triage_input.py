"""What triage takes: `{text}` for one message, or a conversation with `messages`. Used by HTTP and command line."""

from typing import Annotated, Any

from pydantic import Field

from assist import wire
from assist.domain.base import Frozen
from assist.domain.conversation import MAX_TEXT, Conversation, Message
from assist.domain.triage import Triage
from assist.errors import BadInput


class TextOnly(Frozen):
    """The short form: one customer message."""

    text: Annotated[str, Field(max_length=MAX_TEXT)]


class TriageInput(Frozen):
    """A conversation to triage; `text_only` answers leave `message_id` out."""

    conversation: Conversation
    text_only: bool


def read_triage_input(parsed: Any) -> TriageInput:
    """Validate either form. Raises: BadInput naming the path."""
    if not isinstance(parsed, dict):
        raise BadInput("a JSON object is expected", code="field_invalid")
    if "text" not in parsed:
        conversation = wire.validate(Conversation, parsed)
        if not conversation.messages:
            raise BadInput("text or messages is required", code="field_missing", path="text")
        return TriageInput(conversation=conversation, text_only=False)
    if "messages" in parsed:
        raise BadInput("text and messages exclude each other", path="text")
    short = wire.validate(TextOnly, {"text": parsed["text"]})
    rest = wire.validate(Conversation, {key: value for key, value in parsed.items() if key != "text"})
    conversation = rest.model_copy(update={"messages": (Message(text=short.text),)})
    return TriageInput(conversation=conversation, text_only=True)


def without_message_ids(triage: Triage) -> Triage:
    """Return the triage for a bare text: spans need no message id."""
    bare = {"message_id": None}
    return triage.model_copy(
        update={
            "intents": tuple(intent.model_copy(update=bare) for intent in triage.intents),
            "entities": tuple(entity.model_copy(update=bare) for entity in triage.entities),
        }
    )
