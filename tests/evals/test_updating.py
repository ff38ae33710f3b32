"""Expectations that follow an intended change, proposed by rule and accepted by a person."""

from typing import Any

from assist.domain.base import ClientId
from evals import proposing, updating
from evals.cases import Case
from evals.comparison import compared, grouped
from evals.covering import coverage
from evals.evaluation import Evaluation
from evals.gates import Gates
from evals.outcomes import DecisionSaid, Said
from evals.scores import Part
from tests.evals.made import NOON, case, differences, evaluation, item, outcome, passage, said
from tests.evals.test_ruling import GATES

DECIDED = DecisionSaid(
    intent="return/request", workflow="return", outcome="eligible", rule_id="return.window.standard",
    stated={"last_day": "2026-12-01", "amount.refund": "31.05"},
)  # fmt: skip
LATER = DECIDED.model_copy(update={"stated": {"last_day": "2026-12-16", "amount.refund": "31.05"}})
OLD = said("You can return it until 1 December. You have 30 days.", decisions=(DECIDED,))
NEW = said("You can return it until 16 December. You have 45 days.", decisions=(LATER,))


def found(expect: dict[str, Any], before: Said, after: Said, *lost: Part) -> tuple[Evaluation, dict[str, Case]]:
    cases = {"a-1": case(expect=expect)}
    now = outcome(answer=after, evidence=("returns#window",), wrong=dict.fromkeys(lost, "is wrong"))
    changes = compared(cases, [outcome(answer=before, evidence=("returns#window",))], [now], differences(item()))
    return evaluation(items=(item(),), changes=tuple(changes), groups=tuple(grouped(changes))), cases


def fields(update: updating.GroupUpdate) -> dict[str, str]:
    return {field.field: field.after for one in update.cases for field in one.fields}


def test_a_day_and_the_words_that_state_it_follow_together() -> None:
    expect = {
        "decisions": [{"intent": "return/request", "outcome": "eligible", "last_day": "2026-12-01"}],
        "must_say": ["1 December", "30 days"],
    }

    (group,) = updating.proposed(*found(expect, OLD, NEW, Part.DECISIONS, Part.REPLY))

    assert fields(group) == {
        "decisions[0].last_day": "2026-12-16", "must_say[0]": "16 December", "must_say[1]": "45 days",
    }  # fmt: skip
    assert group.cause == "30 day -> 45 day"


def test_words_no_value_explains_become_the_sentence_that_took_their_place() -> None:
    before, after = said("Sorry, returns are closed for this order."), said("Sorry, returns are open for this order!")

    (group,) = updating.proposed(*found({"must_say": ["are closed"]}, before, after, Part.REPLY))

    assert "returns" in fields(group)["must_say[0]"]
    assert "open" in fields(group)["must_say[0]"]


def test_a_case_that_must_abstain_and_a_wrong_tag_are_left_to_a_person() -> None:
    silent = said("", reply_kind="abstention", reason="no_evidence")

    (abstaining,) = updating.proposed(*found({"must_abstain": True}, silent, NEW, Part.REPLY))
    (tagged,) = updating.proposed(*found({"intents": ["x"]}, OLD, NEW, Part.INTENTS))

    assert (abstaining.cases, abstaining.left) == ((), ("a-1",))
    assert (tagged.cases, tagged.left) == ((), ("a-1",))


def test_a_case_that_would_still_miss_a_word_is_left_whole_to_a_person() -> None:
    before, after = said("You asked in time. Until 1 December."), said("Go ahead by all means, until 16 December.")

    (group,) = updating.proposed(*found({"must_say": ["in time", "December"]}, before, after, Part.REPLY))

    assert (group.cases, group.left) == ((), ("a-1",))


def test_words_that_follow_each_other_follow_the_new_values_too() -> None:
    expect = {
        "decisions": [{"intent": "return/request", "outcome": "eligible", "last_day": "2026-12-01"}],
        "in_order": ["You can", "1 December"],
    }

    (group,) = updating.proposed(*found(expect, OLD, NEW, Part.DECISIONS, Part.REPLY))

    assert fields(group)["in_order[1]"] == "16 December"


def test_a_case_that_is_still_right_for_an_old_reason_follows_with_its_group() -> None:
    evaluated, cases = found({"must_say": ["30 days"]}, OLD, NEW, Part.REPLY)
    cases["a-2"] = case("a-2", expect={"level": "level_1"}, why="1 Nov + 30 = 1 Dec, in time.")
    looked_after = coverage(differences(item()), [], {"a-2": ("returns#window",)}, cases, [], GATES)

    (group,) = updating.proposed(evaluated.model_copy(update={"coverage": tuple(looked_after)}), cases)

    assert [one.case_id for one in group.cases] == ["a-1", "a-2"]
    followed = group.cases[1].updated
    assert followed.why == "1 Nov + 30 = 1 Dec, in time. Since then 30 day -> 45 day."
    assert not coverage(differences(item()), [], {"a-2": ("returns#window",)}, {"a-2": followed}, [], GATES)[0].stale


def test_a_case_whose_words_keep_the_old_value_is_left_to_a_person() -> None:
    evaluated, cases = found({"must_say": ["30 days"]}, OLD, NEW, Part.REPLY)
    cases["a-2"] = case("a-2", expect={"must_say": ["30 days"]})
    looked_after = coverage(differences(item()), [], {"a-2": ("returns#window",)}, cases, [], GATES)

    (group,) = updating.proposed(evaluated.model_copy(update={"coverage": tuple(looked_after)}), cases)

    assert group.left == ("a-2",)


def test_a_word_that_must_not_be_said_is_never_allowed_by_rule() -> None:
    expect = {"must_say": ["30 days"], "must_not_say": ["45 days"]}

    (group,) = updating.proposed(*found(expect, OLD, NEW, Part.REPLY))

    assert group.left == ("a-1",)


def test_an_accepted_case_bears_the_name_of_who_accepted_it() -> None:
    (group,) = updating.proposed(*found({"must_say": ["30 days"]}, OLD, NEW, Part.REPLY))

    accepted = updating.approved(group.cases[0], "Ana", NOON)

    assert accepted.approved is not None
    assert accepted.approved.by == "Ana"
    assert accepted.expect.must_say == (("45 days",),)


def test_a_change_that_no_case_tells_from_the_old_needs_cases_and_names_those_that_expect_the_old_value() -> None:
    gates: Gates = GATES
    cases = {"a-1": case()}
    touched = {"a-1": ("returns#window",)}

    (one,) = coverage(differences(item()), [], touched, cases, [], gates)

    assert (one.alters, one.touched, one.needed, one.stale) == (True, 1, 2, ("a-1",))


def test_another_wording_needs_no_case() -> None:
    (one,) = coverage(differences(item(is_meant=False)), [], {}, {}, [], GATES)

    assert (one.alters, one.needed) == (False, 0)


def test_a_text_no_draft_quotes_needs_a_reader_and_no_case() -> None:
    unquoted = differences(item(is_quoted=False))

    (unread,) = coverage(unquoted, [], {}, {}, [], GATES)
    (read,) = coverage(unquoted, [], {}, {}, [], GATES, frozenset({"returns#window"}))
    (quoted,) = coverage(differences(item()), [], {}, {}, [], GATES, frozenset({"returns#window"}))

    assert (unread.needed, read.needed, quoted.needed) == (2, 0, 2)


class _Pages:
    """A bundle's passages and nothing else."""

    def __init__(self, *passages: object) -> None:
        self.passages = passages


def test_a_case_proposed_in_spanish_expects_spanish_words() -> None:
    stated = {"before": "Tienes 30 días para devolverlo.", "after": "Tienes 45 días para devolverlo."}
    changed = item(statements=(stated,))
    bare = coverage(differences(changed), [], {}, {}, [], GATES)
    pages: Any = _Pages(passage(text="Tienes 45 días para devolverlo.", locale="es"))

    first = proposing.proposed(differences(changed), bare, pages, ClientId("norrfell"), NOON)[0]

    assert (first.expect.must_say, first.expect.must_not_say) == (((r"\b45\s+días",),), ((r"\b30\s+días",),))


def test_cases_are_proposed_with_the_new_value_the_old_one_forbidden_and_the_days_around_the_limit() -> None:
    stated = {"before": "You have 30 days.", "after": "You have 45 days."}
    changed = item(statements=(stated,))
    bare = coverage(differences(changed), [], {}, {}, [], GATES)
    pages: Any = _Pages(passage(text="You have 45 days."))

    proposed = proposing.proposed(differences(changed), bare, pages, ClientId("norrfell"), NOON)

    asked = [one.request.messages[0].text for one in proposed]
    assert asked == [
        "You have how many days?", "You have how many days?", "Window", "It arrived 45 days ago. You have how many days?",
        "It arrived 46 days ago. You have how many days?",
        "I bought something in another shop, not here. You have how many days?",
    ]  # fmt: skip
    assert proposed[0].expect.must_say == ((r"\b45\s+day",),)
    assert proposed[0].expect.must_not_say == ((r"\b30\s+day",),)
    assert proposed[-1].expect.must_say == ()
    assert not any(one.counts for one in proposed)


def test_a_proposed_question_asks_without_the_article_of_the_value_it_asks_for() -> None:
    stated = {"before": "Tell us within the 30 days.", "after": "Tell us within the 45 days."}
    changed = item(statements=(stated,))
    bare = coverage(differences(changed), [], {}, {}, [], GATES)
    pages: Any = _Pages(passage(text="Tell us within the 45 days."))

    first = proposing.proposed(differences(changed), bare, pages, ClientId("norrfell"), NOON)[0]

    assert first.request.messages[0].text == "Tell us within how many days?"
