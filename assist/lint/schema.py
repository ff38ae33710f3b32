"""What the service refuses to load: broken files, and rules that cite what no customer may read."""

from assist import versions
from assist.errors import BadKnowledge
from assist.lint.findings import Finding, Level
from assist.lint.subject import Subject

UNREADABLE, UNCITABLE = "unreadable", "uncitable-passage"


def unreadable(subject: Subject) -> list[Finding]:
    """Report every file that could not be read, and why."""
    return [_finding(UNREADABLE, fault) for fault in subject.faults]


def uncitable(subject: Subject) -> list[Finding]:
    """Report rules whose answer would cite a passage that is missing or for agents only.

    A page that could not be read is said once, as such, and not again by every rule that cites it.
    """
    if subject.parameters is None:
        return []
    by_id = {placed.passage.id: placed.passage for placed in subject.passages}
    broken = {fault.file.rsplit("/", 1)[-1].removesuffix(".md") for fault in subject.faults}
    named = {
        rule: tuple(passage_id for passage_id in ids if passage_id.split("#")[0] not in broken)
        for rule, ids in subject.parameters.passages.items()
    }
    numbers = subject.parameters.model_copy(update={"passages": named})
    passages = {str(passage_id): passage for passage_id, passage in by_id.items()}
    faults = versions.uncitable(subject.workflows_file, subject.workflows_text, numbers, passages.get)
    return [_finding(UNCITABLE, fault) for fault in faults]


def _finding(check: str, fault: BadKnowledge) -> Finding:
    message = fault.message.removeprefix(f"{fault.file}:{fault.line}: ")
    return Finding(check=check, level=Level.ERROR, file=fault.file, line=fault.line, message=message)
