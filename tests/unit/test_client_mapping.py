"""What client.yaml says of its shop and its approved templates: read, chosen, refused by file and line."""

import pytest

from assist.domain.base import ClientId
from assist.domain.template import MessageTemplate
from assist.errors import BadKnowledge
from assist.versions import parse_profile
from tests import brands

TEXT = (brands.KNOWLEDGE / "norrfell" / "client.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("outlet: {product_types: [Outlet]", "outlet: {product_type: [Outlet]", "product_type is not a field"),
        ("full_price: {undiscounted: true}", "full_price: {}", "names nothing to look for"),
        ("{product_types: [Underwear, Socks]}", "{product_types: ['']}", "an empty word, which every item would match"),
        ("  item_tags:", "  item_tag:", "did you mean item_tags"),
        ("{order_number}. Answer", "{order}. Answer", "may hold the slots customer_name, order_number, brand"),
        ("for: [wismo", "fore: [wismo", "fore is not a field"),
    ],
)
def test_a_mistake_is_named_by_file_line_and_key(right: str, wrong: str, said: str) -> None:
    broken = TEXT.replace(right, wrong, 1)
    line = next(n for n, row in enumerate(broken.splitlines(), 1) if wrong in row)

    with pytest.raises(BadKnowledge, match=said) as refused:
        parse_profile(broken, "norrfell/client.yaml", ClientId("norrfell"))

    assert abs(refused.value.line - line) <= 1


@pytest.mark.parametrize(
    ("rule", "template"),
    [
        ("wismo.no-scan.trace", "parcel_update"),
        ("proactive.late-dispatch", "parcel_update"),
        ("confirm.refund-issued", "order_confirmed"),
        ("return.window.standard", "answer_ready"),
        ("wismosaic.rule", "answer_ready"),
        (None, "answer_ready"),
    ],
)
def test_the_template_that_names_the_rule_is_chosen(rule: str | None, template: str | None) -> None:
    assert brands.norrfell().profile.template_for(rule) == template


def test_the_nearest_template_wins_and_one_for_any_rule_comes_last() -> None:
    templates = {
        "any": MessageTemplate.model_validate({"text": {"en": "News."}}),
        "wide": MessageTemplate.model_validate({"for": ["wismo"], "text": {"en": "News."}}),
        "near": MessageTemplate.model_validate({"for": ["wismo.no-scan"], "text": {"en": "News."}}),
    }
    profile = brands.norrfell().profile.model_copy(update={"templates": templates})

    chosen = [profile.template_for(rule) for rule in ("wismo.no-scan.lost", "wismo.moving", "return.window")]

    assert chosen == ["near", "wide", "any"]


def test_a_template_is_never_shown_with_an_empty_slot_or_in_another_language() -> None:
    template = MessageTemplate.model_validate({"text": {"en": "Hello {customer_name}, news about {order_number}."}})

    assert template.filled("en", {"customer_name": "Ana", "order_number": "NF-1"}) == "Hello Ana, news about NF-1."
    assert template.filled("en", {"customer_name": None, "order_number": "NF-1"}) is None
    assert template.filled("es", {"customer_name": "Ana", "order_number": "NF-1"}) is None
