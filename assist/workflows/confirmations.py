"""Which values of a client's files still wait for the brand: lines whose comment begins with `confirm:`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CONFIRM = re.compile(r"#\s*confirm:\s*(?P<ask>.*)$")
_KEY = re.compile(r"(?P<indent> *)[\"']?(?P<key>[\w-]+)[\"']?:")
_NOTHING = ("", "null", "~", "[]", "{}")


@dataclass(frozen=True)
class Unconfirmed:
    """One value that is still a guess or the template's."""

    line: int
    path: tuple[str, ...]
    """The keys around the value and its own: `("return", "window_days")`."""
    ask: str
    """What to ask the brand."""
    written: str = ""
    """The value as it stands on the line."""

    @property
    def is_given(self) -> bool:
        """Whether rules compute with it; an empty one leaves its question open and computes nothing."""
        return self.written not in _NOTHING


def of(text: str) -> Iterator[Unconfirmed]:
    """Yield the unconfirmed values of a `client.yaml` or `workflows.yaml` in its order."""
    around: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        keyed = _KEY.match(line)
        if keyed is None:
            continue
        indent = len(keyed["indent"])
        around = [*(outer for outer in around if outer[0] < indent), (indent, keyed["key"])]
        marked = _CONFIRM.search(line)
        if marked:
            yield Unconfirmed(
                line=number,
                path=tuple(key for _, key in around),
                ask=marked["ask"],
                written=line[keyed.end() : marked.start()].strip(),
            )
