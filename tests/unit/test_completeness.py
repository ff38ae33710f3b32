"""What a workflow owes the customer, and which sentence of a draft fulfils it."""

import pytest

from assist.domain.enums import ClaimKind, Outcome
from assist.domain.reply import Claim, Promise
from assist.drafting import completeness
from tests.drafts import decision

TRACE = (
    ("GLS last scanned your parcel on Monday 16 November.", ClaimKind.FACT),
    ("No scan for 4 working days means it may be stuck, so I'm opening a trace with GLS.", ClaimKind.PROMISE),
    ("I'll write to you by Tuesday 24 November.", ClaimKind.PROMISE),
)


def claims(*said: tuple[str, ClaimKind], by: str = "d1") -> list[Claim]:
    return [
        Claim(id=f"k{at}", text=text, start=0, end=len(text), kind=kind, supported=True, by=(by,))
        for at, (text, kind) in enumerate(said, 1)
    ]


def test_a_parcel_answer_says_status_meaning_what_next_and_when_we_step_back_in() -> None:
    kept = [Promise(claim="k3", kind="contact_by", kept_by="follow_up")]

    found = completeness.of(claims(*TRACE), kept, [decision("wismo.no-scan.trace", Outcome.INFORMATIONAL)])

    assert found == {"wismo": {"status": "k1", "meaning": "k2", "next": "k2", "step_back": "k3"}}


def test_what_no_sentence_says_is_named() -> None:
    found = completeness.of(claims(TRACE[0]), (), [decision("wismo.no-scan.trace", Outcome.INFORMATIONAL)])

    assert completeness.missing(found) == ("wismo.meaning", "wismo.next", "wismo.step_back")


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ("Yes, you can return it until 31 January. It must be unworn. Shall I send you the label?", ()),
        ("Yes, you can return it. It must be unworn. Shall I send you the label?", ("return.timing",)),
        ("Yes, you can return it until 31 January. It must be unworn.", ()),
        ("Sí, puedes devolverlo hasta el 31 de enero. Tiene que estar sin usar. ¿Te envío la etiqueta?", ()),
        ("Sí, puedes devolverlo hasta el 31 de enero. ¿Te envío la etiqueta?", ("return.exceptions",)),
    ],
)
def test_a_return_answer_says_eligibility_next_step_timing_and_exceptions(said: str, missing: tuple[str, ...]) -> None:
    sentences = [
        part if part[-1] in ".?" else f"{part}." for part in said.replace("? ", "?|").replace(". ", ".|").split("|")
    ]
    kinds = [(one, ClaimKind.QUESTION if one.endswith("?") else ClaimKind.POLICY) for one in sentences]

    found = completeness.of(claims(*kinds), (), [decision("return.window.standard")])

    assert completeness.missing(found) == missing


def test_who_must_ask_first_owes_the_question_alone() -> None:
    asked = claims(("Could you send me your order number?", ClaimKind.QUESTION))

    found = completeness.of(asked, (), [decision("return.which-item", Outcome.NEEDS_INFO)])

    assert found == {"return": {"next_step": "k1"}}


def test_a_sentence_on_another_decision_fulfils_nothing_here() -> None:
    other = claims(("Yes, you can exchange it until 31 January.", ClaimKind.POLICY), by="d2")

    found = completeness.of(
        other, (), [decision("return.window.standard"), decision("exchange.window.standard", number=2)]
    )

    assert found["return"]["timing"] is None
    assert found["exchange"]["timing"] == "k1"


def test_an_unsupported_sentence_fulfils_nothing() -> None:
    doubtful = [one.model_copy(update={"supported": False}) for one in claims(*TRACE)]

    found = completeness.of(doubtful, (), [decision("wismo.no-scan.trace", Outcome.INFORMATIONAL)])

    assert set(found["wismo"].values()) == {None}


def test_what_was_told_before_is_owed_no_more() -> None:
    label = claims(("I'm sending you the return label by e-mail.", ClaimKind.PROMISE))
    told = "Yes, you can return it until 31 January. It must be unworn. Shall I send you the label?"

    found = completeness.of(label, (), [decision("return.window.standard")], told=told)

    assert completeness.missing(found) == ()


def test_a_rewording_that_leaves_a_part_out_is_named() -> None:
    decided = [decision("wismo.no-scan.trace", Outcome.INFORMATIONAL)]
    whole, short = (completeness.of(claims(*said), (), decided) for said in (TRACE, TRACE[:2]))

    assert completeness.lost(whole, short) == ("wismo.step_back",)
    assert completeness.lost(short, whole) == ()
