"""What a client says of its shop: which words of the shop's orders mean which tags of ours."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, model_validator

from assist.domain.base import Frozen

TagName = Annotated[str, Field(pattern="^[a-z][a-z0-9_]{0,39}$")]


class TagSources(Frozen):
    """Where a tag of ours shows in a shop's line item: any of these is enough. Compared without capitals.

    `skus` may end in `*`. `undiscounted`: bought at its full price; `free`: nothing was paid for it.
    """

    product_types: tuple[str, ...] = ()
    product_tags: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()
    """Names of line-item properties: an engraving, a monogram."""
    skus: tuple[str, ...] = ()
    vendors: tuple[str, ...] = ()
    undiscounted: bool = False
    free: bool = False

    @model_validator(mode="after")
    def _names_something(self) -> "TagSources":
        lists = (self.product_types, self.product_tags, self.properties, self.skus, self.vendors)
        if not (any(lists) or self.undiscounted or self.free):
            raise ValueError("names nothing to look for")
        if any(not word.strip("* ") for words in lists for word in words):
            raise ValueError("holds an empty word, which every item would match")
        return self


class ShopMapping(Frozen):
    """How this client's shop marks what our rules ask for."""

    item_tags: Mapping[TagName, TagSources] = {}
    gift_tags: tuple[str, ...] = ()
    """Order tags that mark a gift."""
    gift_attribute: str | None = None
    """The order attribute (cart or note attribute) that marks a gift when it is filled."""
    gift_number_attribute: str | None = None
    """The order attribute that holds the gift number."""
