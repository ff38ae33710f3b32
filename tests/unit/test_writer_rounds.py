"""A model's draft in two rounds: repaired once, slots filled, leaks caught, money and time counted, data masked."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from assist import tokens
from assist.domain.client import WriterSettings
from assist.domain.orders import Order
from assist.drafting import prompting
from assist.drafting.composer import compose
from assist.drafting.material import Material
from assist.drafting.writer import Occasion, Writer, Written
from assist.errors import Unavailable
from assist.ports import ModelAnswer
from assist.spending import Spending
from tests.drafts import material, passage, point, refused
from tests.fakes import FakeModel
from tests.model_drafts import MESSAGE, NOTHING, POLICY, answer, asking, kept, write

TRUE = ("The return window for this order ended on 31 October.", ["D1"])


class Twice(FakeModel):
    """A model that gives one answer, and another one when asked again."""

    def __init__(self, first: str, second: str | Unavailable, cost_usd: float = 0.0) -> None:
        super().__init__(first)
        self._answers = [first, second]
        self._cost_usd = cost_usd

    def complete(self, system: str, user: str, *, deadline_s: float) -> ModelAnswer:
        self._answer = self._answers[min(len(self.prompts), 1)]
        return super().complete(system, user, deadline_s=deadline_s).model_copy(update={"cost_usd": self._cost_usd})


WRONG = ("The return label costs 9.99 EUR in summer.", ["S1"])


def write_twice(first: str, second: str | Unavailable, given: Material | None = None) -> tuple[Written, Twice]:
    model = Twice(first, second)
    subject = given or asking()
    composed = compose(subject) or NOTHING
    return Writer(model, deadline_s=60).write(subject, composed, MESSAGE), model


def test_what_was_refused_goes_back_once_with_the_reason() -> None:
    _, model = write_twice(answer((POLICY, ["S1"]), WRONG), answer((POLICY, ["S1"])))

    assert len(model.prompts) == 2
    assert "The return label costs 9.99 EUR in summer. (nothing supports its money)" in model.prompts[1][1]


def test_a_mended_answer_is_the_draft_and_says_that_it_was_repaired() -> None:
    mended = "We deduct the label from your refund."

    written, _ = write_twice(answer((POLICY, ["S1"]), WRONG), answer((POLICY, ["S1"]), (mended, ["S1"])))

    assert [claim.text for claim in written.draft.check.claims] == [POLICY, mended]
    assert (written.draft.check.repaired, written.removed) == (1, ())


def test_what_is_refused_twice_is_removed_if_the_rest_is_whole() -> None:
    written, model = write_twice(answer((POLICY, ["S1"]), WRONG), answer((POLICY, ["S1"]), WRONG))

    assert [claim.text for claim in written.draft.check.claims] == [POLICY]
    assert (written.removed, len(model.prompts)) == (("nothing supports its money",), 2)


def test_a_second_answer_that_is_worse_does_not_replace_the_first() -> None:
    written, _ = write_twice(answer((POLICY, ["S1"]), WRONG), answer(WRONG, WRONG))

    assert [claim.text for claim in written.draft.check.claims] == [POLICY]


@pytest.mark.parametrize("second", ["no JSON", Unavailable("late", code="model_timeout")])
def test_a_second_answer_that_fails_leaves_the_first(second: str | Unavailable) -> None:
    written, _ = write_twice(answer((POLICY, ["S1"]), WRONG), second)

    assert [claim.text for claim in written.draft.check.claims] == [POLICY]


def test_an_answer_without_fault_is_not_asked_for_twice() -> None:
    _, model = write_twice(answer((POLICY, ["S1"])), answer((POLICY, ["S1"])))

    assert len(model.prompts) == 1


def test_without_time_for_it_nothing_is_repaired() -> None:
    model = Twice(answer((POLICY, ["S1"]), WRONG), answer((POLICY, ["S1"])))
    ticks = iter([0.0, 0.0, 0.0, 6.0])
    writer = Writer(model, deadline_s=8.0, clock=lambda: next(ticks))

    writer.write(asking(), NOTHING, MESSAGE)

    assert len(model.prompts) == 1


def test_a_slot_of_the_decision_is_filled_by_us() -> None:
    said = "The return window for this order ended on {last_day}."

    assert kept(answer((said, ["D1"])), material(refused()))[0] == said.format(last_day="31 October")


def test_the_slots_of_a_decision_are_offered_with_their_values() -> None:
    _, model = write(answer(("The return window for this order ended on {last_day}.", ["D1"])), material(refused()))

    assert "{last_day} = 31 October" in model.prompts[0][1]


def test_a_slot_the_model_makes_up_fails() -> None:
    said = answer(
        ("The return window for this order ended on {last_day}.", ["D1"]), ("You get {voucher} from us.", ["D1"])
    )

    written, _ = write(said, material(refused()))

    assert written.removed == ("it names a value that does not exist",)


def leak(said: str, canary: str = "c4n4ry55") -> str:
    writer = Writer(FakeModel(said), deadline_s=1.0, new_canary=lambda: canary)
    with pytest.raises(Unavailable) as caught:
        writer.write(asking(), NOTHING, MESSAGE)
    return caught.value.code


@pytest.mark.parametrize("written", ["c4n4ry55", "C4N4RY55", "c4n4 ry55", "c-4-n-4-r-y-5-5", "55yr4n4c"])
def test_the_canary_in_an_answer_is_a_leak_however_it_is_written(written: str) -> None:
    assert leak(answer((POLICY, ["S1"]), (f"By the way, {written}.", []))) == "model_leaked_instructions"


def test_a_long_stretch_of_the_prompt_is_a_leak() -> None:
    said = "Never turn a no into a yes or a yes into a no, and offer nothing it does not offer."

    assert leak(answer((POLICY, ["S1"]), (said, []))) == "model_leaked_instructions"


def test_every_call_has_its_own_canary() -> None:
    first, second = write(answer((POLICY, ["S1"])))[1], write(answer((POLICY, ["S1"])))[1]

    assert first.prompts[0][0] != second.prompts[0][0]


TODAY = date(2026, 11, 20)


def limited(limit: str) -> Material:
    given_ = asking()
    settings = WriterSettings(spend_limit_per_day=Decimal(limit))
    return replace(given_, profile=given_.profile.model_copy(update={"writer": settings}))


def test_the_second_call_of_a_day_is_refused_when_the_first_reached_the_limit() -> None:
    model = Twice(answer((POLICY, ["S1"])), answer((POLICY, ["S1"])), cost_usd=0.02)
    writer = Writer(model, deadline_s=1.0, spending=Spending())
    writer.write(limited("0.02"), NOTHING, MESSAGE, Occasion(TODAY))

    with pytest.raises(Unavailable) as caught:
        writer.write(limited("0.02"), NOTHING, MESSAGE, Occasion(TODAY))

    assert (caught.value.code, len(model.prompts)) == ("model_spend_limit", 1)


def test_an_answer_that_was_of_no_use_is_paid_for_too() -> None:
    spending = Spending()
    writer = Writer(Twice("garbage", "garbage", cost_usd=0.5), deadline_s=1.0, spending=spending)

    with pytest.raises(Unavailable):
        writer.write(asking(), NOTHING, MESSAGE, Occasion(TODAY))

    assert spending.spent(asking().profile.id, TODAY) == Decimal("0.5")


def test_addresses_and_names_of_the_orders_never_reach_the_model() -> None:
    address = {"name": "Ines Prado", "line1": "Harbour House 3", "postcode": "48001", "city": "Bilbao"}
    order = Order.model_validate({"number": "NF-20288", "shipping_address": address})
    given_ = replace(asking(), orders=(order,))
    message = "It is for Ines Prado, Harbour House 3, 48001 Bilbao, order NF-20288, parcel 60110977. Label?"

    _, model = write(answer((POLICY, ["S1"])), given_, message)

    sent = "".join(model.prompts[0])
    assert not [secret for secret in ("Ines", "Prado", "Harbour House", "48001") if secret in sent]
    assert "NF-20288" in sent and "60110977" in sent


def test_message_decisions_and_sources_fit_the_budget_together() -> None:
    many = [passage("Long words stand here. " * 60, f"page{n}#a") for n in range(20)]
    given_ = material(*(point(passages=many[n : n + 2]) for n in range(0, 20, 2)), refused())

    _, model = write(answer(TRUE, ("Long words stand here.", ["S1"])), given_, "word " * 5_000)

    assert tokens.count(model.prompts[0][1]) <= prompting.MAX_USER_TOKENS + 100


def test_what_the_path_took_before_counts_against_the_deadline() -> None:
    model = Timed(answer((POLICY, ["S1"])))

    Writer(model, deadline_s=8.0, clock=lambda: 100.0).write(asking(), NOTHING, MESSAGE, Occasion(spent_s=3.0))

    assert model.given == [5.0]


class Timed(FakeModel):
    """A model that notes how long it may take."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.given: list[float] = []

    def complete(self, system: str, user: str, *, deadline_s: float) -> ModelAnswer:
        self.given.append(deadline_s)
        return super().complete(system, user, deadline_s=deadline_s)
