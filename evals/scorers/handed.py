"""Where a handoff departs from the one expected; and whether what it says was said in the conversation."""

from collections.abc import Iterable, Iterator

from assist.domain.handoff import Handoff, HandoffRequest
from assist.text import readable
from evals.expectations import ExpectedHandoff, Patterns
from evals.scorers.words import named, says
from evals.scores import Number


def of_handoff(expect: ExpectedHandoff, found: Handoff) -> Iterator[str]:
    """Yield every departure from the expected handoff."""
    yield from _absent("orders", expect.orders, (order.number for order in found.identity.orders))
    yield from _absent("intents", expect.intents, (intent.name for intent in found.intent_summary.intents))
    yield from _absent("do_not_ask_again", expect.do_not_ask_again, (one.what for one in found.do_not_ask_again))
    yield from _absent("flags", expect.flags, found.priority_cues.flags)
    actions = "\n".join(f"{one.kind} {one.detail}" for one in found.actions_taken)
    yield from _unsaid("actions_taken", expect.actions_taken, actions)
    yield from _unsaid("promised", expect.promised, "\n".join(one.text for one in found.promised))
    yield from _unsaid("opening_line", expect.opening_line, found.opening_line)
    if expect.defects is not None and set(expect.defects) != set(found.defects):
        yield f"defects {named(found.defects)}, expected {named(expect.defects)}"


def unfaithful(request: HandoffRequest, found: Handoff) -> Iterator[str]:
    """Yield what points to a turn that does not exist, and transcript lines nobody wrote."""
    texts = {message.id: message.text for message in request.messages}
    pointed = [
        *(("action", turn) for one in found.actions_taken for turn in one.turns),
        *(("promise", one.turn) for one in found.promised),
        *(("intent", turn) for one in found.intent_summary.intents for turn in one.turns),
        *(("known", turn) for one in found.do_not_ask_again for turn in one.turns),
    ]
    yield from (f"{what} points to {turn}, which is no turn" for what, turn in pointed if turn not in texts)
    for line in found.transcript.messages:
        if readable(texts.get(line.id, "")).text != readable(line.text).text:
            yield f"transcript of {line.id} is not what was written"


def completeness(expect: ExpectedHandoff, found: Handoff) -> Number:
    """Return the share of the five parts that hold what was expected of them, in [0, 1]."""
    given = [name for name in ("orders", "intents", "actions_taken", "promised", "do_not_ask_again", "flags",
                               "opening_line") if getattr(expect, name)]  # fmt: skip
    wrong = {sentence.split(" ", 1)[0] for sentence in of_handoff(expect, found)}
    right = [name for name in given if name not in wrong]
    return Number(name="handoff completeness", value=len(right) / len(given) if given else 1.0)


def _absent(part: str, wanted: Iterable[object], found: Iterable[object]) -> Iterator[str]:
    there = {str(one) for one in found}
    lacking = [str(one) for one in wanted if str(one) not in there]
    if lacking:
        yield f"{part} lack {named(lacking)}"


def _unsaid(part: str, wanted: Patterns, said: str) -> Iterator[str]:
    for alternatives in wanted:
        if not any(says(pattern, said) for pattern in alternatives):
            yield f"{part} do not say {' or '.join(repr(pattern) for pattern in alternatives)}"
