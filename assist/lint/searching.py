"""The real search over a folder as it stands, without making a version of it. Leaves nothing on disk."""

import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from assist.domain.base import ClientId, PassageId
from assist.lint.findability import FIRST, Asked, Search
from assist.lint.subject import Subject
from assist.ports import Encoder
from assist.retrieval import bundle
from assist.retrieval.bundle import Bundle
from assist.retrieval.retriever import Retriever
from assist.retrieval.search import Moments, Question, Scope
from assist.retrieval.search import Search as Lookup


def search_over(subject: Subject, encoder: Encoder, bundles_folder: Path | None = None) -> Search:
    """Return a search over the pages that could be read, as of today; the texts of a call are encoded in one visit.

    With `bundles_folder`, unchanged texts take their vectors from the client's earlier bundles there.
    """
    loaded = _bundle(subject, encoder, bundles_folder)
    floors = subject.profile.thresholds if subject.profile else {}
    floor = floors.get("retrieval_floor")
    finder = Retriever(loaded) if floor is None else Retriever(loaded, floor=floor)
    moments = Moments(message=subject.today)

    def search(questions: Sequence[Asked]) -> list[list[PassageId]]:
        vectors = encoder.encode([asked.text for asked in questions])
        found = []
        for row, asked in enumerate(questions):
            question = Question(asked.intent, 0, 1.0 if asked.intent else 0.0, asked.text)
            wanted = Lookup(vectors[row : row + 1], asked.text, [question])
            hits = finder.search(wanted, Scope(asked.locale, moments)).ranked
            found.append([hit.passage.id for hit in hits[:FIRST]])
        return found

    return search


def _bundle(subject: Subject, encoder: Encoder, bundles_folder: Path | None) -> Bundle:
    client_id = ClientId(subject.client_id)
    found = tuple(source.page for source in subject.sources)
    with tempfile.TemporaryDirectory(prefix="assist-check-") as scratch:
        own = Path(scratch) / client_id
        own.mkdir()
        for earlier in (bundles_folder / client_id).glob("kv_*") if bundles_folder else ():
            (own / earlier.name).symlink_to(earlier.resolve())
        built = bundle.build(Path(scratch), client_id, found, {}, encoder, datetime.now(UTC))
        return bundle.load(built, client_id, encoder)
