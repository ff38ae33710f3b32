"""Customer pages and passages that no question finds among the first five hits. Knows no index, only how to ask."""

from collections.abc import Callable, Collection, Iterator, Sequence

from assist.domain.base import Frozen, PassageId
from assist.lint.findings import Finding, Level
from assist.lint.subject import Placed, Subject
from assist.text import content_words

UNFINDABLE = "unfindable"
FIRST = 5
MOST_UTTERANCES = 40
"""Example messages asked for one intent: what forty of them do not find, the next forty rarely do."""
_TELLING = 2
"""Content words a heading needs to be asked as a question."""


class Asked(Frozen):
    """A question put to the search; `intent` when it is known what is meant."""

    text: str
    locale: str
    intent: str | None = None


Search = Callable[[Sequence[Asked]], Sequence[Sequence[PassageId]]]
"""Return for each question the ids of the passages in force today, best first."""


def unfindable(subject: Subject, search: Search) -> list[Finding]:
    """Report customer passages in force that neither headings nor example messages of their intents bring up.

    Messages are asked only for the intents of what the headings left over: they cost milliseconds each.
    """
    wanted = [placed for placed in subject.customer_pages if placed.passage.in_force_on(subject.today)]
    missing = _not_found(wanted, _headings(subject), search)
    missing = _not_found(missing, _messages(subject, missing), search) if missing else []
    return [_finding(placed) for placed in missing]


def _not_found(wanted: Sequence[Placed], questions: Sequence[Asked], search: Search) -> list[Placed]:
    found = {passage_id for hits in search(questions) for passage_id in hits[:FIRST]} if questions else set()
    return [placed for placed in wanted if placed.passage.id not in found]


def _headings(subject: Subject) -> list[Asked]:
    """Return every heading once that says enough to be a question: "Details" would only find itself."""
    spoken = (
        Asked(text=placed.passage.headings[-1], locale=placed.passage.locale) for placed in subject.customer_pages
    )
    return [asked for asked in dict.fromkeys(spoken) if len(content_words(asked.text)) >= _TELLING]


def _messages(subject: Subject, missing: Collection[Placed]) -> list[Asked]:
    return list(_of_intents(subject, {(p.passage.locale, intent) for p in missing for intent in p.passage.intents}))


def _of_intents(subject: Subject, topics: Collection[tuple[str, str]]) -> Iterator[Asked]:
    asked = dict.fromkeys(topics, 0)
    for utterance in subject.utterances:
        for intent in utterance.intents:
            topic = (utterance.locale, intent)
            if asked.get(topic, MOST_UTTERANCES) < MOST_UTTERANCES:
                asked[topic] += 1
                yield Asked(text=utterance.text, locale=utterance.locale, intent=intent)


def _finding(placed: Placed) -> Finding:
    passage = placed.passage
    intents = ", ".join(passage.intents) or "none"
    message = (
        f"No heading and no example message finds “{passage.headings[-1]}” among the first {FIRST} hits "
        f"(intents: {intents}): name it as customers ask, or declare its intents."
    )
    return Finding(
        check=UNFINDABLE, level=Level.WARNING, file=placed.file, line=placed.line, message=message,
        passage_id=passage.id,
    )  # fmt: skip
