"""Rules of `workflows.yaml` for which the answer bank has no words: the draft then only quotes the page."""

from assist.drafting.answers import Answers
from assist.lint.findings import Finding, Level
from assist.lint.subject import Subject
from assist.strict_yaml import leaves

UNANSWERED = "rule-without-answer"


def unanswered(subject: Subject) -> list[Finding]:
    """Report, for each language that has an answer bank, the rules it does not answer."""
    if subject.parameters is None or subject.profile is None:
        return []
    lines = {leaf.path: leaf.line for leaf in leaves(subject.workflows_text, file=subject.workflows_file)}
    found = []
    for rule in subject.parameters.passages:
        silent = [
            locale
            for locale in subject.profile.locales
            if locale in subject.answers and not _is_answered(subject.answers[locale], rule)
        ]
        if silent:
            message = f"The rule {rule} has no answer in {', '.join(silent)}: drafts can only quote its page."
            line = lines.get(f"passages.{rule}", 1)
            found.append(
                Finding(check=UNANSWERED, level=Level.NOTE, file=subject.workflows_file, line=line, message=message)
            )
    return found


def _is_answered(bank: Answers, rule: str) -> bool:
    """Say whether the rule has an answer, or the rules below it have theirs."""
    return bool(bank.for_rule(rule)) or any(each.startswith(f"{rule}.") for each in bank.rules)
