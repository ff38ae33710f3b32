"""Two versions of one client side by side: what differs in content, and which questions are answered differently."""

from collections.abc import Sequence
from dataclasses import replace

from assist import versions
from assist.domain.turns import StoredTurn
from assist.pipeline import Context
from assist.publishing import asking, diff
from assist.publishing.asking import MOST_ASKED, Question
from assist.publishing.counting import RememberingEncoder
from assist.publishing.diff import VersionDiff
from assist.publishing.releases import LIVE, Releases

RECENT_TURNS = 200
"""Customer messages asked again when no questions are given."""


def difference(
    releases: Releases,
    which: str,
    against: str,
    context: Context,
    *,
    questions: Sequence[Question] | None = None,
    turns: Sequence[StoredTurn] = (),
    most: int = MOST_ASKED,
) -> VersionDiff:
    """Compare `which` with `against`: `live`, `candidate` or an id each; without `questions`, the change suggests some.

    At most `most` questions are asked; how many were left out is said.

    Raises: NotFound for a version that is not this client's; Corrupt when one does not load.
    """
    if LIVE in (which, against):
        releases.open_live(context.now)  # makes the first version, and mends what a build can mend
    before, after = (releases.bundle(releases.resolve(name)) for name in (against, which))
    content = diff.compare(before, after)
    if not content.any:
        return content
    asked = list(questions) if questions is not None else asking.suggested(before, after, turns)
    both = replace(context, encoder=RememberingEncoder(context.encoder), writer=None, stored_orders=())
    old, new = (versions.assemble(bundle, releases.ground) for bundle in (before, after))
    answers = asking.ask_both(old, new, asked[:most], both)
    return content.model_copy(
        update={
            "questions_asked": min(len(asked), most),
            "questions_left_out": max(len(asked) - most, 0),
            "answers": tuple(answers),
        }
    )
