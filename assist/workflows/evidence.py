"""What a customer has shown already and what is still missing: asked once, and never again for what came."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assist.domain.conversation import Attachment
from assist.domain.enums import Needed
from assist.workflows.case import Background, Case
from assist.workflows.signs import CANNOT_SEND, plain

_PHOTO = "photo_"
_PICTURE = re.compile(r"\.(?:jpe?g|png|heic|heif|webp|gif|mp4|mov)$", re.I)
_LABEL_WORDS = ("label", "etiqueta")
_SHORT = {
    Needed.PHOTO_OF_ITEM: "item",
    Needed.PHOTO_OF_LABEL: "label",
    Needed.PHOTO_OF_ITEM_AND_BOX: "item-and-box",
    Needed.PHOTO_OF_DATE: "date",
}


@dataclass(frozen=True)
class Shown:
    """What of the evidence wanted has not come; `asked` when we asked for it before."""

    missing: tuple[Needed, ...]
    asked: bool = False
    will_not_come: bool = False
    """The customer was asked and says that it cannot come, or came already: for a person to settle."""

    @property
    def rule(self) -> str:
        """The last part of a rule that asks for it: `item-label`."""
        return "-".join(_SHORT.get(one, one.value.replace("_", "-")) for one in self.missing)


def shown(case: Case, wanted: Sequence[Needed]) -> Shown:
    """Return what is missing of the evidence wanted.

    Whoever was asked and answers with a photo is not asked again: a person judges what the photo shows.
    """
    background = case.background
    photos = [one for one in wanted if one.value.startswith(_PHOTO)]
    asked = bool(photos) and any(one.value.startswith(_PHOTO) for one in background.asked_for)
    if asked and pictures(background):
        photos = []
    missing = tuple(_without_those_sent(photos, background))
    return Shown(missing, asked and bool(missing), asked and CANNOT_SEND.in_(case.words))


def pictures(background: Background) -> tuple[Attachment, ...]:
    """Return what the customer sent that shows something: images, films, and files that are one by their name."""
    sent = (*background.earlier_attachments, *background.attachments)
    return tuple(one for one in sent if one.kind in ("image", "video") or _PICTURE.search(one.name or ""))


def _without_those_sent(photos: Sequence[Needed], background: Background) -> list[Needed]:
    """Strike out one photo wanted for each that came: the label where the photo says so, else in the order wanted."""
    missing = list(photos)
    for image in pictures(background):
        named = Needed.PHOTO_OF_LABEL if _is_label(image) else None
        if named in missing:
            missing.remove(named)
        elif missing:
            missing.pop(0)
    return missing


def _is_label(image: Attachment) -> bool:
    words = plain(f"{image.name or ''} {image.description or ''}")
    return any(word in words for word in _LABEL_WORDS)
