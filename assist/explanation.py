"""Why a message is tagged and routed as it is: the path of triage once more, with the training examples beside it."""

from assist.bootstrap import Services
from assist.briefing import Version
from assist.domain.conversation import Conversation
from assist.pipeline import Context
from assist.triage import neighbours, placing, training
from assist.triage.advising import advised
from assist.triage.explain import Explanation, Seen
from assist.triage.explain import explain as explained
from assist.triage.neighbours import Neighbours


def examples(services: Services) -> Neighbours:
    """Return the training examples with their vectors; encoded at first use and kept under the data folder."""
    found = services.school.utterances()
    name = f"{services.encoder.fingerprint}-{training.digest(found)[:12]}.npz"
    return neighbours.read(services.settings.data_dir / "examples" / name, found, services.encoder)


def explain(version: Version, conversation: Conversation, context: Context, near: Neighbours) -> Explanation:
    """Return why the newest customer turn is tagged and routed as it is."""
    reading = version.read(conversation)
    vectors = context.encoder.encode(reading.texts)
    tagged = version.triager.triage(reading, vectors, conversation, context.now)
    tagged = advised(context.adviser, version.triager, tagged, reading, vectors, conversation)
    placed = placing.place(version.triager.rules, tagged, reading, conversation, context.contacts)
    return explained(version.triager, near, Seen(conversation, reading, vectors, tagged, placed))
