"""Notices: when and whom they concern, what is refused at entry, where they stand in a draft, what the agent sees."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.domain.base import ClientId
from assist.domain.enums import Channel, ClaimKind, SentimentLabel, WrittenBy
from assist.domain.notice import Notice, NoticeState, Occasion
from assist.domain.reply import Abstention, Draft, NoReplyNeeded
from assist.drafting.assembly import assemble
from assist.drafting.composer import compose
from assist.drafting.material import Material, Point
from assist.drafting.notices import Announced, announce, warnings
from assist.drafting.writer import Writer
from assist.errors import BadInput, Unavailable
from assist.notices import FRESH_FOR_S, MAX_DAYS, NoticeBoard, Wanted, draw_up
from tests.brands import norrfell, osmere
from tests.drafts import LABEL, material, passage, point, refused, trace
from tests.fakes import FRIDAY, FakeModel

STRIKE = "Carriers in Spain are on strike until 27 November, so parcels move later than usual."
DAY = date(2026, 11, 20)
INTENTS = ("order/status", "shipping/time", "product/availability")


def notice(text: str = STRIKE, name: str = "notice-0a1b2c", **fields: Any) -> Notice:
    given_ = {
        "id": name,
        "client_id": "norrfell",
        "text": text,
        "locale": "en",
        "first_day": DAY,
        "last_day": DAY + timedelta(days=7),
        "recorded_by": "ana",
        "recorded_at": FRIDAY,
        **fields,
    }
    return Notice.model_validate(given_)


def occasion(**fields: Any) -> Occasion:
    given_ = {"day": DAY, "intents": {"order/status"}, "country": "ES", "named": "where is my parcel?", **fields}
    return Occasion.model_validate(given_)


def wanted(**fields: Any) -> Wanted:
    return replace(Wanted(text=STRIKE, last_day=DAY + timedelta(days=7), by="ana"), **fields)


def drawn_up(**fields: Any) -> Notice:
    return draw_up(wanted(**fields), norrfell().profile, INTENTS, notice_id="notice-0a1b2c", now=FRIDAY, today=DAY)


def refusal(**fields: Any) -> BadInput:
    with pytest.raises(BadInput) as caught:
        drawn_up(**fields)
    return caught.value


def with_notices(*points: Point, notices: Sequence[Notice], **fields: Any) -> Material:
    return replace(material(*points, **fields), notices=notices)


def drafted(given_: Material) -> Draft:
    sketch = compose(given_)
    assert sketch is not None
    return assemble(sketch, given_, written_by=WrittenBy.COMPOSER)


@pytest.mark.parametrize(
    ("days", "state"),
    [(-1, NoticeState.UPCOMING), (0, NoticeState.IN_FORCE), (7, NoticeState.IN_FORCE), (8, NoticeState.ENDED)],
)
def test_both_days_of_a_notice_belong_to_it(days: int, state: NoticeState) -> None:
    assert notice().state_on(DAY + timedelta(days=days)) is state


def test_a_notice_ended_by_hand_holds_on_none_of_its_days() -> None:
    ended = notice(ended_at=FRIDAY, ended_by="ana")

    assert ended.state_on(DAY) is NoticeState.ENDED
    assert not ended.concerns(occasion())


@given(st.integers(-100, 100))
def test_a_notice_concerns_a_message_only_while_it_is_in_force(days: int) -> None:
    day = DAY + timedelta(days=days)

    assert notice().concerns(occasion(day=day)) is (notice().state_on(day) is NoticeState.IN_FORCE)


@pytest.mark.parametrize(
    ("narrowed", "concerns"),
    [
        ({}, True),
        ({"intents": ["order/status", "shipping/time"]}, True),
        ({"intents": ["shipping/time"]}, False),
        ({"countries": ["PT", "ES"]}, True),
        ({"countries": ["PT"]}, False),
        ({"words": ["tor mid", "skarn"]}, True),
        ({"words": ["lom"]}, False),
        ({"intents": ["order/status"], "countries": ["ES"], "words": ["skarn"]}, True),
        ({"intents": ["order/status"], "countries": ["ES"], "words": ["lom"]}, False),
    ],
)
def test_a_notice_is_narrowed_by_intent_country_and_words_together(narrowed: dict[str, Any], concerns: bool) -> None:
    message = occasion(named="paloma asks: where is my skarn-shell-m?")

    assert notice(**narrowed).concerns(message) is concerns


def test_a_notice_becomes_what_was_asked_for() -> None:
    recorded = drawn_up(intents=["order/status"], countries=["es", "PT", "ES"], words=["Skarn", "SKARN", "piñón"])

    assert recorded == notice(intents=["order/status"], countries=["ES", "PT"], words=["skarn", "pinon"])


def test_a_notice_without_a_first_day_begins_today_in_the_clients_first_language() -> None:
    recorded = drawn_up()

    assert (recorded.first_day, recorded.locale) == (DAY, "en")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("  The Skarn\n is sold out ", "The Skarn is sold out."), ("Sold out!", "Sold out!"), ('"Out."', '"Out."')],
)
def test_the_text_is_kept_as_one_line_that_ends(typed: str, kept: str) -> None:
    assert drawn_up(text=typed).text == kept


@pytest.mark.parametrize(
    ("fields", "path", "says"),
    [
        ({"text": "  "}, "text", "says something"),
        ({"text": "x" * 401}, "text", "402 characters; at most 400"),
        ({"text": "Dear {name}, we are late."}, "text", "placeholder"),
        ({"text": "Late until [date]."}, "text", "placeholder"),
        ({"text": "nul \x00 inside"}, "text", "not text"),
        ({"text": "We guarantee delivery by Monday."}, "text", "never says 'guarantee'"),
        ({"last_day": None}, "until", "needs a last day"),
        ({"last_day": DAY - timedelta(days=1)}, "until", "2026-11-19 is over; today is 2026-11-20"),
        ({"first_day": DAY + timedelta(days=8)}, "until", "before the first day, 2026-11-28"),
        ({"last_day": DAY + timedelta(days=MAX_DAYS + 1)}, "until", "more than 60 days"),
        ({"last_day": date(9999, 12, 31)}, "until", "between the years"),
        ({"intents": ["order/statsu"]}, "intents", "did you mean order/status?"),
        ({"countries": ["Spain"]}, "countries", "no country code"),
        ({"countries": ["UK"]}, "countries", "does not send to UK, only to ES"),
        ({"words": ["a"]}, "words", "two letters"),
        ({"words": ["w" * 61]}, "words", "60 characters"),
        ({"locale": "fr"}, "locale", "answers in en, es"),
        ({"by": " "}, "by", "who records"),
        ({"by": "nul \x00 inside"}, "by", "not text"),
        ({"by": "broken \udcff byte"}, "by", "not text"),
        ({"words": ["broken \udcff byte"]}, "words", "not text"),
    ],
)
def test_a_notice_is_refused_by_the_field_that_is_wrong(fields: dict[str, Any], path: str, says: str) -> None:
    refused_ = refusal(**fields)

    assert refused_.path == path
    assert says in refused_.message


def test_a_notice_may_hold_for_exactly_the_longest_time() -> None:
    assert drawn_up(last_day=DAY + timedelta(days=MAX_DAYS)).last_day == date(2027, 1, 19)


def test_each_brand_forbids_its_own_words() -> None:
    said = wanted(text="We are late, and we can reserve it for you.")

    accepted = draw_up(said, osmere().profile, INTENTS, notice_id="notice-1", now=FRIDAY, today=DAY)

    assert "'reserve it for you'" in refusal(text=said.text).message
    assert accepted.client_id == "osmere"


def test_a_notice_in_the_language_of_the_reply_is_said() -> None:
    assert announce([notice()], occasion(), "en", []) == Announced(said=(notice(),))


def test_a_notice_in_another_language_is_left_to_the_agent() -> None:
    found = announce([notice()], occasion(), "es", [])

    assert found == Announced(other_language=(notice(),))
    assert [warning.code for warning in warnings(found, drafted(material(refused())))] == ["notice_other_language"]


def test_a_notice_for_some_countries_is_left_to_the_agent_when_nobody_said_the_country() -> None:
    narrowed = notice(countries=["ES"])

    found = announce([narrowed, notice(name="notice-all")], occasion(country=None), "en", [])

    assert found == Announced(said=(notice(name="notice-all"),), country_unknown=(narrowed,))


@pytest.mark.parametrize("earlier", [STRIKE, f"Hi Ana,\n\n{STRIKE.replace(' so ', chr(10) + 'so ')}\n\nJon"])
def test_a_notice_that_the_conversation_holds_already_is_not_said_again(earlier: str) -> None:
    assert announce([notice()], occasion(), "en", ["Hello!", earlier]) == Announced()


def test_two_notices_with_one_text_are_said_once() -> None:
    assert announce([notice(), notice(name="notice-2")], occasion(), "en", []) == Announced(said=(notice(),))


def test_the_composer_says_the_notice_word_for_word_before_the_answer_it_concerns() -> None:
    given_ = with_notices(refused(), trace(), notices=[notice(intents=["order/status"])])

    said = [claim.text for claim in drafted(given_).check.claims]

    assert (
        said.index(STRIKE)
        == said.index("GLS last scanned your parcel with the Skarn jacket on Tuesday 17 November.") - 1
    )


def test_a_notice_for_every_message_stands_first_behind_the_sympathy() -> None:
    given_ = with_notices(refused(), notices=[notice()], sentiment=SentimentLabel.VERY_NEGATIVE)

    kinds = [(claim.kind, claim.text == STRIKE) for claim in drafted(given_).check.claims[:2]]

    assert kinds == [(ClaimKind.COURTESY, False), (ClaimKind.POLICY, True)]


@pytest.mark.parametrize("channel", list(Channel))
def test_a_draft_with_a_notice_stays_grounded_and_cites_the_notice(channel: Channel) -> None:
    draft = drafted(with_notices(trace(), notices=[notice()], channel=channel))

    cited = [citation for citation in draft.citations if citation.passage_id == "notice-0a1b2c"]
    assert draft.check.grounded
    assert [one.quote for one in cited] == [STRIKE]
    assert all(notice().as_passage().text[one.start : one.end] == one.quote for one in cited)
    assert draft.text.count(STRIKE) == 1


def test_a_notice_stands_before_the_question_when_nothing_else_can_be_said() -> None:
    asking = point(question="May I have your order number?", intent="order/status")

    said = [claim.text for claim in drafted(with_notices(asking, notices=[notice()])).check.claims]

    assert said == [STRIKE, "May I have your order number?"]


def test_a_notice_that_names_the_intent_is_an_answer_by_itself() -> None:
    draft = drafted(with_notices(point(intent="order/status"), notices=[notice(intents=["order/status"])]))

    assert [claim.text for claim in draft.check.claims] == [STRIKE]


def test_a_notice_for_every_message_is_no_answer_by_itself() -> None:
    assert compose(with_notices(point(intent="order/status"), notices=[notice()])) is None


@given(st.lists(st.sampled_from([(), ("order/status",), ("return/request",)]), max_size=4))
def test_every_notice_for_the_message_is_in_the_draft_exactly_once(narrowed: list[tuple[str, ...]]) -> None:
    texts = [f"Notice number {n} is in force." for n in range(len(narrowed))]
    notices = [notice(text, f"notice-{n}", intents=narrowed[n]) for n, text in enumerate(texts)]

    draft = drafted(with_notices(refused(), trace(), notices=notices))

    assert [draft.text.count(text) for text in texts] == [1] * len(texts)
    assert draft.check.grounded


def test_an_abstention_quotes_the_notice_to_the_agent() -> None:
    reply = Abstention(reason="no_evidence", for_agent="No passage answers.")

    found = warnings(Announced(said=(notice(),)), reply)

    assert [(warning.code, STRIKE in warning.message) for warning in found] == [("notice_not_in_draft", True)]


def test_a_draft_that_says_the_notice_needs_no_warning() -> None:
    draft = drafted(with_notices(refused(), notices=[notice()]))

    assert warnings(Announced(said=(notice(),)), draft) == []


def test_where_no_reply_is_needed_no_notice_is_shown() -> None:
    found = Announced(said=(notice(),), other_language=(notice(),), country_unknown=(notice(),))

    assert warnings(found, NoReplyNeeded(reason="thanks")) == []


def written(said: list[tuple[str, list[str]]], given_: Material) -> tuple[Draft, str]:
    model = FakeModel(json.dumps({"sentences": [{"text": text, "sources": ids} for text, ids in said]}))
    sketch = compose(given_)
    assert sketch is not None
    return Writer(model, deadline_s=1.0).write(given_, sketch, "What does the return label cost?").draft, model.prompts[
        0
    ][1]


def label_question(**fields: Any) -> Material:
    asked = point(passages=[passage(LABEL, "refunds#label")], slots={"words": "What does the return label cost?"})
    return with_notices(asked, notices=[notice(**fields)])


def test_a_model_gets_the_notice_as_a_numbered_source() -> None:
    _, prompt = written([("The return label costs 4.95 EUR.", ["S2"])], label_question())

    assert f"[S1] <<<{STRIKE}>>>" in prompt
    assert "[S2]" in prompt


def test_a_model_that_leaves_the_notice_out_does_not_silence_it() -> None:
    draft, _ = written([("The return label costs 4.95 EUR.", ["S2"])], label_question())

    assert [claim.text for claim in draft.check.claims] == [STRIKE, "The return label costs 4.95 EUR."]
    assert draft.check.grounded


def test_a_models_own_wording_of_a_notice_gives_way_to_the_recorded_one() -> None:
    said = [("Carriers in Spain are on strike.", ["S1"]), ("The return label costs 4.95 EUR.", ["S2"])]

    draft, _ = written(said, label_question())

    assert [claim.text for claim in draft.check.claims] == [STRIKE, "The return label costs 4.95 EUR."]


def test_a_notice_that_tells_something_as_done_stands_in_a_models_draft() -> None:
    done = "We have changed our carrier to DHL."

    draft, _ = written([("The return label costs 4.95 EUR.", ["S2"])], label_question(text=done))

    assert draft.check.grounded
    assert done in draft.text


class Clock:
    """Seconds that pass when told to."""

    now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


class Shelf:
    """Notices in a store that may fail; counts how often it is asked."""

    def __init__(self) -> None:
        self.notices: tuple[Notice, ...] = ()
        self.asked = 0
        self.fails = False

    def read(self, _client_id: ClientId) -> tuple[Notice, ...]:
        self.asked += 1
        if self.fails:
            raise Unavailable("the database failed")
        return self.notices


NORRFELL = ClientId("norrfell")


def test_a_new_notice_is_seen_a_second_later_and_the_store_is_not_asked_before() -> None:
    clock, shelf = Clock(), Shelf()
    board = NoticeBoard(shelf.read, clock)
    board.of(NORRFELL)
    shelf.notices = (notice(),)

    at_once = [board.of(NORRFELL) for _ in range(5)]
    clock.now_s += FRESH_FOR_S
    later = board.of(NORRFELL)

    assert at_once == [()] * 5
    assert later == (notice(),)
    assert shelf.asked == 2


def test_a_failing_store_leaves_the_known_notices_in_force() -> None:
    clock, shelf = Clock(), Shelf()
    board = NoticeBoard(shelf.read, clock)
    shelf.notices = (notice(),)
    board.of(NORRFELL)

    shelf.fails = True
    clock.now_s += FRESH_FOR_S

    assert board.of(NORRFELL) == (notice(),)


def test_a_store_that_fails_from_the_start_costs_the_notices_only() -> None:
    shelf = Shelf()
    shelf.fails = True

    assert NoticeBoard(shelf.read, Clock()).of(NORRFELL) == ()
