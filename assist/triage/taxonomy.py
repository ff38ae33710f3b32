"""The shared intents: what each means and where it goes by default. Knows nothing of vectors."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from assist import strict_yaml
from assist.domain.base import Frozen
from assist.domain.enums import Level
from assist.errors import BadKnowledge
from assist.triage.files import read_text

NO_REPLY_INTENTS = frozenset({"other/thanks", "other/auto_reply", "other/spam"})
"""Messages of only these need no answer."""

UNCLEAR = "other/unclear"


class IntentDefinition(Frozen):
    """What an intent means, what looks alike and is not, and its default route and workflow."""

    definition: str
    near_miss: str
    level: Level
    queue: str
    workflow: str | None = None


class Taxonomy(Frozen):
    """All shared intents by their `object/action` name."""

    version: int
    intents: Mapping[str, IntentDefinition]

    def workflow(self, intent: str) -> str | None:
        """Return the workflow that decides this intent, or None when the pages answer it."""
        definition = self.intents.get(intent)
        return definition.workflow if definition else None


def read_taxonomy(file: Path) -> Taxonomy:
    """Read `taxonomy.yaml`. Raises: BadKnowledge naming the intent that is wrong."""
    try:
        return Taxonomy.model_validate(strict_yaml.load(read_text(file), file=file.name))
    except FileNotFoundError as error:
        raise BadKnowledge(file.name, 1, "there is no taxonomy") from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        raise BadKnowledge(file.name, 1, f"{where}: {first['msg']}") from None
