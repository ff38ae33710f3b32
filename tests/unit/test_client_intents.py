"""A client's own names: mapped onto shared intents, routed by client.yaml, reported as the client wrote them."""

import numpy as np
import pytest

from assist.domain.client import IntentSettings
from assist.domain.enums import Level
from assist.triage import client_intents
from assist.triage.client_intents import ClientIntents
from assist.triage.judged import Judged
from assist.triage.taxonomy import IntentDefinition, Taxonomy

TAXONOMY = Taxonomy(
    version=1,
    intents={
        "order/status": IntentDefinition(
            definition="Where it is.", near_miss="", level=Level.LEVEL_1, queue="shipping", workflow="wismo"
        ),
        "fraud/report": IntentDefinition(definition="Theft.", near_miss="", level=Level.SPECIALIST, queue="fraud"),
    },
)
QUEUES = ("shipping", "general")


def settings(**given: object) -> IntentSettings:
    return IntentSettings.model_validate(given)


def renamed(found: Judged, **stands_for: str) -> dict[str, float]:
    view = ClientIntents(None, stands_for).judged(np.zeros((1, 4), np.float32), found)
    return {name: round(float(chance), 3) for name, chance in zip(view.names, view.probabilities[0], strict=True)}


def test_a_mapped_name_without_examples_is_the_shared_intent_under_that_name() -> None:
    found = Judged(("order/status",), np.array([[0.8]], np.float32), np.array([True]), 0.5, 0.5)

    assert renamed(found, where_is_it="order/status") == {"where_is_it": 0.8}


def test_the_chance_of_a_shared_intent_goes_to_the_taught_name_that_stands_for_it() -> None:
    found = Judged(("late", "order/status"), np.array([[0.3, 0.5]], np.float32), np.array([True]), 0.5, 0.5)

    assert renamed(found, late="order/status") == {"late": 0.8, "order/status": 0.0}


def test_taught_names_that_stand_for_one_intent_share_its_chance_by_their_own() -> None:
    found = Judged(
        ("late", "lost", "order/status"), np.array([[0.3, 0.1, 0.4]], np.float32), np.array([True]), 0.5, 0.5
    )

    assert renamed(found, late="order/status", lost="order/status") == {"late": 0.6, "lost": 0.2, "order/status": 0.0}


def test_a_mapped_name_follows_the_shared_workflow_and_queue() -> None:
    view = client_intents.view(TAXONOMY, settings(map={"late": "order/status"}), ["late"])

    assert view.workflow("late") == "wismo"
    assert view.intents["late"].queue == "shipping"


def test_an_own_intent_has_no_workflow_and_goes_to_the_general_queue_at_level_1() -> None:
    view = client_intents.view(TAXONOMY, settings(), ["swallowed"])

    assert view.workflow("swallowed") is None
    assert (view.intents["swallowed"].level, view.intents["swallowed"].queue) == (Level.LEVEL_1, "general")


def test_client_yaml_says_where_an_own_intent_goes() -> None:
    own = {"swallowed": {"level": "level_2", "queue": "shipping", "about": "The machine kept it."}}

    view = client_intents.view(TAXONOMY, settings(own=own), ["swallowed"])

    assert (view.intents["swallowed"].level, view.intents["swallowed"].queue) == (Level.LEVEL_2, "shipping")
    assert view.intents["swallowed"].definition == "The machine kept it."


@pytest.mark.parametrize(
    ("given", "taught", "why"),
    [
        ({"map": {"late": "order/sttus"}}, [], "late: order/sttus is no shared intent; did you mean order/status?"),
        ({"map": {"late": "zzz"}}, [], "late: zzz is no shared intent: knowledge/_shared/taxonomy.yaml names them all"),
        ({"map": {"order/status": "fraud/report"}}, [], "order/status: is a shared intent itself"),
        ({"map": {"late": "order/status"}, "own": {"late": {}}}, [], "late: stands for order/status"),
        ({"map": {"late": "order/status", "lost": "order/status"}}, ["x"], "lost: late stands for order/status too"),
        ({"own": {"order/status": {}}}, [], "order/status: is a shared intent"),
        ({"own": {"swallowed": {"queue": "vault"}}}, [], "swallowed: vault is none of this client's queues"),
    ],
)
def test_settings_that_cannot_be_meant_are_refused(given: dict[str, object], taught: list[str], why: str) -> None:
    found = client_intents.unusable(settings(**given), TAXONOMY, taught, QUEUES)

    assert found is not None
    assert found.startswith(why)


def test_two_names_may_stand_for_one_intent_when_examples_tell_them_apart() -> None:
    given = settings(map={"late": "order/status", "lost": "order/status"})

    assert client_intents.unusable(given, TAXONOMY, ["late", "lost"], QUEUES) is None
