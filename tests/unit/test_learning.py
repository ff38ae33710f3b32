"""Learning a client's intents: chosen by leaving examples out, repeatable, honest about what it has not seen."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assist.domain.client import IntentSettings
from assist.domain.enums import SentimentLabel
from assist.errors import Corrupt
from assist.triage import learned, learning, learning_report
from assist.triage.client_intents import ClientIntents
from assist.triage.examples import Example
from assist.triage.judged import Judged
from assist.triage.learned import Calibration, chances
from assist.triage.learning import Learning
from assist.triage.learning_rows import Background, spoken
from assist.triage.left_out import bending
from assist.triage.misspelling import misspelt
from assist.triage.utterances import Utterance
from tests.fakes import FakeEncoder

MACHINE = (
    "the cash machine kept my card",
    "the machine swallowed my card",
    "machine ate the card",
    "card kept by machine",
)
PIN = ("change my pin number", "I want a new pin", "how do I change the pin", "new pin please")
RATE = ("what is the exchange rate today", "exchange rate for euros", "is the rate good", "rate of exchange abroad")
STRANGE = ("who won the football", "tell me a joke about penguins", "weather in the mountains tomorrow")
SHARED = Background(
    tuple(
        Utterance(text=text, intents=intents, sentiment=SentimentLabel.NEUTRAL, locale="en")
        for text, intents in (
            ("where is my parcel", ("order/status",)),
            ("parcel still not here", ("order/status",)),
            ("many thanks", ("other/thanks",)),
            ("lottery prize", ("other/spam",)),
            ("a poem about the sea", ()),
        )
    )
)


def taught(*, nulls: Sequence[str] = STRANGE) -> list[Example]:
    named = [("machine", MACHINE), ("pin", PIN), ("rate", RATE)]
    found = [Example(text=text, intents=(name,), place=f"line {text}") for name, texts in named for text in texts]
    return [*found, *(Example(text=text, intents=(), place="line") for text in nulls)]


def learn(
    examples: Sequence[Example] | None = None, *, beside: bool = False, background: Background = SHARED
) -> Learning:
    given = taught() if examples is None else examples
    return learning.learn(given, background, FakeEncoder(), IntentSettings(), beside_shared=beside)


def nothing_shared(count: int) -> Judged:
    return Judged((), np.zeros((count, 0), np.float32), np.zeros(count, np.bool_), 0.5, 0.5)


def shared_says(names: Sequence[str], chances: Sequence[float], *, in_scope: bool = True) -> Judged:
    return Judged(tuple(names), np.array([chances], np.float32), np.array([in_scope]), 0.5, 0.5)


def judge(found: Learning, text: str, shared: Judged | None = None) -> tuple[str, float, bool]:
    judged = found.learned.judged(FakeEncoder().encode([text]), shared or nothing_shared(1))
    top = int(judged.probabilities[0].argmax())
    return judged.names[top], float(judged.probabilities[0, top]), bool(judged.in_scope[0])


def test_a_new_wording_of_a_taught_intent_is_recognised() -> None:
    name, _, in_scope = judge(learn(), "a machine kept my new card")

    assert (name, in_scope) == ("machine", True)


def test_a_message_far_from_every_example_is_out_of_scope() -> None:
    assert judge(learn(), "sing happy birthday")[2] is False


def test_the_same_examples_are_learnt_to_the_same_bytes() -> None:
    assert learn().learned.to_bytes() == learn().learned.to_bytes()


def test_what_was_learnt_reads_back_and_judges_the_same() -> None:
    found = learn()

    read = learned.parse(found.learned.to_bytes())

    rows = FakeEncoder().encode(["a machine kept my new card", "sing happy birthday"])
    assert np.allclose(read.scope_scores(rows), found.learned.scope_scores(rows))


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 no archive", learn().learned.to_bytes()[:-40]])
def test_damaged_bytes_are_refused(damage: bytes) -> None:
    with pytest.raises(Corrupt, match="build the version again"):
        learned.parse(damage)


def test_chances_of_one_intent_a_message_sum_to_one() -> None:
    rows = FakeEncoder().encode([*MACHINE, *STRANGE, "pin", ""])

    judged = learn().learned.judged(rows, nothing_shared(len(rows)))

    assert np.allclose(judged.probabilities.sum(axis=1), 1, atol=1e-4)


def test_beside_the_shared_intents_a_shared_message_keeps_its_shared_intent() -> None:
    name, chance, _ = judge(
        learn(beside=True), "where is my parcel", shared_says(["order/status", "gift/card"], [0.9, 0.1])
    )

    assert name == "order/status"
    assert chance > 0.5


def test_beside_the_shared_intents_a_taught_message_gets_the_own_one() -> None:
    name, _, _ = judge(
        learn(beside=True), "machine kept my card", shared_says(["order/status", "gift/card"], [0.1, 0.9])
    )

    assert name == "machine"


def test_examples_of_a_shared_intent_join_its_own_chance() -> None:
    more = [
        *taught(),
        *(Example(text=text, intents=("order/status",)) for text in ("my box is late", "box is not here")),
    ]

    judged = learn(more, beside=True).learned.judged(
        FakeEncoder().encode(["my box is late again"]), shared_says(["order/status", "gift/card"], [0.5, 0.5])
    )

    assert sorted(judged.names) == ["gift/card", "machine", "order/status", "pin", "rate"]
    assert judged.names[int(judged.probabilities[0].argmax())] == "order/status"


def test_sure_noise_is_still_noise_where_the_shared_intents_do_not_count() -> None:
    name, _, in_scope = judge(learn(), "lottery prize", shared_says(["other/spam", "order/status"], [0.97, 0.03]))

    assert (name, in_scope) == ("other/spam", True)


def test_noise_gives_way_to_an_own_intent_that_covers_it() -> None:
    thanks = [
        Example(text=text, intents=("thank_you",)) for text in ("many thanks", "many thanks indeed", "thanks so much")
    ]

    found = learn([*taught(), *thanks])

    assert "other/thanks" not in found.learned.meta.noise
    assert "other/spam" in found.learned.meta.noise


def test_shared_intents_stand_aside_for_a_set_of_twelve_own_ones() -> None:
    own = [f"own_{n}" for n in range(12)]

    assert learning.stands_beside(own[:11], ["order/status"], IntentSettings())
    assert not learning.stands_beside(own, ["order/status"], IntentSettings())
    assert learning.stands_beside([*own, "order/status"], ["order/status"], IntentSettings())
    assert learning.stands_beside(own, ["order/status"], IntentSettings(shared=True))
    assert not learning.stands_beside(own[:2], ["order/status"], IntentSettings(shared=False))


def test_examples_with_several_intents_make_each_intent_judged_by_itself() -> None:
    both = [
        Example(text=f"{one} and {other}", intents=("machine", "pin")) for one, other in zip(MACHINE, PIN, strict=True)
    ]

    found = learn([*taught(), *both])

    judged = found.learned.judged(
        FakeEncoder().encode(["machine kept my card and I want a new pin"]), nothing_shared(1)
    )
    named = {judged.names[at] for at in np.flatnonzero(judged.probabilities[0] >= judged.second)}
    assert judged.several
    assert named == {"machine", "pin"}


def test_two_examples_an_intent_are_enough_to_learn_from() -> None:
    few = [
        Example(text=text, intents=(name,))
        for name, texts in (("machine", MACHINE), ("pin", PIN))
        for text in texts[:2]
    ]

    found = learn(few, background=Background())

    assert judge(found, "machine kept the card")[0] == "machine"


def test_a_single_intent_can_be_learnt() -> None:
    found = learn([Example(text=text, intents=("machine",)) for text in MACHINE])

    assert judge(found, "machine kept the card")[0] == "machine"


def test_the_report_names_confusions_contradictions_and_duplicates_by_place() -> None:
    given = [
        *taught(),
        Example(text="rate of exchange, abroad!", intents=("rate",), place="line 90"),
        Example(text="please new pin", intents=("machine",), place="line 91"),
    ]
    found = learn(given)
    shared = nothing_known(len([example for example in given if example.intents]))

    report = learning_report.report("acme", found, given, shared, IntentSettings())

    assert ("line rate of exchange abroad", "line 90") in [(pair.first, pair.second) for pair in report.duplicates]
    assert any("line 91" in (pair.first, pair.second) for pair in report.contradictions)
    assert any(one.meant == "machine" and one.taken_for == "pin" for one in report.confusions)


def test_an_own_intent_a_shared_one_claims_is_proposed_to_stand_for_it() -> None:
    given = taught()
    count = len([example for example in given if example.intents])
    chances = np.tile(np.array([[0.05, 0.05]], np.float32), (count, 1))
    chances[:4, 0] = 0.9
    shared = Judged(("fraud/report", "gift/card"), chances, np.ones(count, np.bool_), 0.5, 0.5)

    report = learning_report.report("acme", learn(given), given, shared, IntentSettings())

    assert report.proposed_map == {"machine": "fraud/report"}


def nothing_known(count: int) -> Judged:
    return Judged(("order/status",), np.zeros((count, 1), np.float32), np.zeros(count, np.bool_), 0.5, 0.5)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("card_arrival", "card arrival"),
        ("CancelCheck", "cancel check"),
        ("plan/upgrade", "plan upgrade"),
        ("Größe", "größe"),
        ("__", "__"),
    ],
)
def test_a_name_is_spoken_as_words(name: str, words: str) -> None:
    assert spoken(name) == words


def test_a_hurried_copy_is_the_same_every_time_and_never_empty() -> None:
    texts = [*MACHINE, "pin", "🙂", "¿dónde?"]

    assert [misspelt(text) for text in texts] == [misspelt(text) for text in texts]
    assert all(misspelt(text).strip() for text in texts)
    assert any(misspelt(text) != text for text in texts)


@given(st.lists(st.floats(-3, 3, width=32), min_size=2, max_size=9, unique=True), st.floats(0.2, 3), st.floats(-9, 3))
def test_the_likeliest_stays_the_likeliest_however_far_it_is_bent(
    scores: list[float], bend: float, offset: float
) -> None:
    row = np.array([scores], dtype=np.float32)
    plain = chances(row, Calibration(several=False, slope=5.0))

    bent = chances(row, Calibration(several=False, slope=5.0, bend=bend, offset=offset))

    assume(np.sort(plain[0])[-1] - np.sort(plain[0])[-2] > 1e-5)
    assert bent.argmax() == plain.argmax()


def test_odds_far_too_high_are_bent_to_the_share_that_is_right() -> None:
    top = np.linspace(0.97, 0.999999, 200).astype(np.float32)
    right = np.arange(200) % 5 != 0

    slope, offset = bending(top, right, np.ones(200, dtype=np.float32))

    bent = 1 / (1 + np.exp(-(slope * np.log(top / (1 - top)) + offset)))
    assert abs(bent.mean() - 0.8) < 0.02


def test_a_client_s_judgement_keeps_how_it_is_to_be_read_whatever_its_names() -> None:
    both = [
        Example(text=f"{one} and {other}", intents=("machine", "pin")) for one, other in zip(MACHINE, PIN, strict=True)
    ]
    learned = learn([*taught(), *both]).learned
    vectors = FakeEncoder().encode(["machine kept my card and I want a new pin"])

    judged = ClientIntents(learned, {"pin": "order/status"}).judged(vectors, nothing_shared(1))

    assert (judged.several, judged.whole_first) == (True, True)
