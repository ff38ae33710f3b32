"""Approved messages of a channel that takes no free text any more: WhatsApp, a day after the customer last wrote."""

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, field_validator

from assist.domain.base import Frozen

SLOTS = ("customer_name", "order_number", "brand")
"""What a template may be filled with: what the channel's approval knows as variables."""


class MessageTemplate(Frozen):
    """One approved template: the rules it is for, by id or a prefix of it, and its text by locale."""

    rules: Annotated[tuple[str, ...], Field(alias="for")] = ()
    """Empty: for any."""
    text: Annotated[Mapping[str, str], Field(min_length=1)]

    @field_validator("text")
    @classmethod
    def _only_known_slots(cls, text: Mapping[str, str]) -> Mapping[str, str]:
        for said in text.values():
            try:
                said.format(**dict.fromkeys(SLOTS, ""))
            except (KeyError, ValueError, IndexError):
                raise ValueError(f"may hold the slots {', '.join(SLOTS)} and no other") from None
            if not said.strip():
                raise ValueError("is empty")
        return text

    def fits(self, rule_id: str | None) -> int:
        """Return how many steps of a rule's id this template is for; 0: any rule, -1: not this one."""
        if not self.rules:
            return 0
        found = [len(r.split(".")) for r in self.rules if rule_id and f"{rule_id}.".startswith(f"{r}.")]
        return max(found, default=-1)

    def filled(self, locale: str, slots: Mapping[str, str | None]) -> str | None:
        """Return the text in a locale; None when it has none or a slot stays empty: that is never shown."""
        said = self.text.get(locale)
        names = re.findall(r"{(\w+)}", said or "")
        if said is None or any(not slots.get(name) for name in names):
            return None
        return said.format(**{name: slots[name] for name in names})
