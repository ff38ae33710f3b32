"""Routing rules that can never be reached: an earlier one catches everything they could."""

from assist import strict_yaml
from assist.lint.findings import Finding, Level
from assist.lint.subject import Subject
from assist.triage import routing_rules

UNREACHABLE = "unreachable-rule"


def unreachable(subject: Subject) -> list[Finding]:
    """Report each rule of `client.yaml` that an earlier one hides."""
    if subject.profile is None:
        return []
    rules = subject.profile.routing
    found = []
    for rule, earlier in routing_rules.shadowed(rules):
        line = strict_yaml.line_at(subject.profile_text, ["routing", rules.index(rule)])
        message = (
            f"routing rule {rule.id} is never reached: {earlier.id} stands before it and catches all it could. "
            "Move it up, or delete it."
        )
        found.append(
            Finding(check=UNREACHABLE, level=Level.WARNING, file=subject.profile_file, line=line, message=message)
        )
    return found
