"""`assist kb find --like FILE`: what speaks of a text, before a rule changes."""

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from assist.bootstrap import Services
from assist.cli import checking
from assist.cli.services import open_services
from assist.errors import BadInput, NotFound
from assist.lint import likeness, mentions
from assist.lint.likeness import Like
from assist.lint.mentions import Mention, MentionKind
from assist.lint.subject import Subject

MOST_CHARACTERS = 20_000
"""A rule or a page; what is longer is a handbook, and everything would speak of it."""
CASES = Path("evals") / "cases"
"""Beside the knowledge folder."""
_TITLES = {
    MentionKind.PASSAGE: "Pages",
    MentionKind.MACRO: "Macros",
    MentionKind.NUMBER: "Numbers of workflows.yaml",
    MentionKind.ANSWER: "Answer bank",
    MentionKind.CASE: "Cases",
}


def run(client: str, like: Path, *, as_json: bool) -> None:
    """List what speaks of the text in `like`. Raises: NotFound and BadInput naming the option."""
    wanted = _text(like)
    services = open_services()
    subject = checking.read(services, client, datetime.now(UTC))
    for fault in subject.faults:
        print(f"assist: not searched: {fault.message}", file=sys.stderr)
    found = likeness.alike(wanted, _mentions(services, subject), services.encoder)
    if as_json:
        print(json.dumps({"client": client, "found": [_as_json(each) for each in found]}, ensure_ascii=False, indent=1))
        return
    print("\n".join(_lines(found)))


def _text(file: Path) -> str:
    try:
        written = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise NotFound(f"--like: no file {file}", path="like") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"--like {file}: is not UTF-8", path="like") from error
    except OSError as error:
        raise BadInput(f"--like {file}: {error.strerror}", path="like") from error
    if not written.strip():
        raise BadInput(f"--like {file}: holds no text", path="like")
    if len(written) > MOST_CHARACTERS:
        raise BadInput(f"--like {file}: {len(written)} characters; at most {MOST_CHARACTERS}", path="like")
    return written


def _mentions(services: Services, subject: Subject) -> list[Mention]:
    knowledge = services.knowledge.folder
    return [
        *mentions.of_pages(subject),
        *mentions.of_numbers(subject),
        *mentions.of_answers(subject, knowledge),
        *mentions.of_cases(subject.client_id, knowledge, knowledge.parent / CASES),
    ]


def _as_json(like: Like) -> dict[str, object]:
    mention = like.mention
    return {
        **mention.model_dump(mode="json", include={"kind", "file", "line", "name", "text"}),
        "score": like.score,
        "shared_facts": list(like.shared_facts),
        "shared_words": list(like.shared_words),
    }


def _lines(found: Sequence[Like]) -> Iterator[str]:
    """Yield the list for people: kind by kind, most alike first, with what is shared."""
    if not found:
        yield "Nothing here speaks of this text."
    order = list(MentionKind)
    by_kind = sorted(found, key=lambda like: order.index(like.mention.kind))
    for kind, group in groupby(by_kind, key=lambda like: like.mention.kind):
        likes = list(group)
        yield f"{_TITLES[kind]} ({len(likes)})"
        for like in likes:
            shared = ", ".join((*like.shared_facts, *like.shared_words)) or "the meaning"
            yield f"  {like.score:.2f}  {like.mention.file}:{like.mention.line}  {like.mention.name}"
            yield f"        {like.mention.text}"
            yield f"        shares: {shared}"
