"""`assist client sheet`: what is in force for a brand, for the brand to sign."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

from assist import versions
from assist.bootstrap import Services
from assist.cli.services import open_services
from assist.domain.base import VersionId
from assist.domain.publication import History
from assist.errors import BadInput, BadKnowledge
from assist.onboarding import sheet, sheet_text, standing
from assist.onboarding.shared_template import SharedTemplate
from assist.onboarding.sheet import Live, Sheet
from assist.publishing.releases import Releases
from assist.shared_knowledge import SHARED
from assist.triage.taxonomy import Taxonomy
from assist.working_time import WorkingTime


def run(name: str, output: str, *, as_json: bool) -> None:
    """Print the sheet of what is live, or of the folder when nothing is yet; nothing goes live by printing."""
    services = open_services()
    found = _sheet(services, services.releases(name))
    text = found.model_dump_json(indent=2) + "\n" if as_json else sheet_text.markdown(found)
    if output == "-":
        sys.stdout.write(text)
        return
    try:
        Path(output).write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadInput(f"--output: cannot write {output}: {error.strerror}") from error


def _sheet(services: Services, releases: Releases) -> Sheet:
    shared = SharedTemplate(services.knowledge.folder / SHARED)
    history = releases.history()
    if history.live is None:
        found = standing.read(releases.folder, versions.known_intents(releases.folder, services.taxonomy))
        return sheet.of(found, shared, today=_today(found))
    bundle = releases.bundle(history.live)
    owners = _owners(releases, services.taxonomy)
    found = standing.of_version(releases.client_id, bundle.sources, sheet.pages_of(bundle.passages, owners))
    today = _today(found)
    return sheet.of(
        found,
        shared,
        today=today,
        live=_live(history, history.live, bundle.manifest.built_at),
        notices=services.store.notices.not_over(releases.client_id, today),
        has_unpublished_changes=_has_changes(releases, history.live),
    )


def _live(history: History, version_id: VersionId, built_at: datetime) -> Live:
    return Live(version_id=version_id, publication=history.publications[-1], built_at=built_at)


def _today(found: standing.Standing) -> date:
    """Return the client's own day."""
    return WorkingTime(time_zone=found.profile.time_zone).day(datetime.now(UTC))


def _owners(releases: Releases, taxonomy: Taxonomy) -> dict[str, str]:
    """Return who owns each page, as the folder says: a version does not keep it."""
    try:
        known_intents = versions.known_intents(releases.folder, taxonomy)
        return {page.id: page.owner for page in standing.read(releases.folder, known_intents).pages}
    except BadKnowledge as error:
        print(f"assist: owners of pages are left out: {error.message}", file=sys.stderr)
        return {}


def _has_changes(releases: Releases, live: VersionId) -> bool:
    """Say whether the folder is another version than the live one; one that does not read is."""
    try:
        return versions.id_of(versions.read(releases.folder, releases.ground), releases.ground) != live
    except BadKnowledge:
        return True
