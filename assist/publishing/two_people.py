"""Where a client wants two people: who built a version may not be the one who lets it pass.

Names are what people say they are; that they are who they say comes with keys.
"""

import unicodedata
from collections.abc import Iterable, Sequence

from assist.domain.base import VersionId
from assist.domain.client import Profile
from assist.errors import Refused

SECOND_PERSON = "second_person_required"


def are_wanted(profiles: Iterable[Profile]) -> bool:
    """Say whether any of these profiles wants two people: a change cannot switch off the rule it falls under."""
    return any(profile.publishing.two_people for profile in profiles)


def demand(client_id: str, version_id: VersionId, built_by: Sequence[str], by: str) -> None:
    """Let somebody pass a version whom others built. Raises: Refused for its builder, and when no builder is known."""
    build = f"assist kb build -c {client_id} --by NAME"
    if not built_by:
        raise _refused(version_id, f"{client_id} wants two people, and who built it is not recorded. Next: {build}")
    if _folded(by) in map(_folded, built_by):
        built = " and ".join(built_by)
        raise _refused(
            version_id, f"{built} built it, and {client_id} wants two people: somebody else than {by} must let it pass"
        )


def _refused(version_id: VersionId, why: str) -> Refused:
    message = f"{version_id} does not pass: {why}"
    return Refused(message, code=SECOND_PERSON, details={"version_id": version_id})


def _folded(name: str) -> str:
    """Return a name as it is compared: other capitals or spaces make no other person."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
