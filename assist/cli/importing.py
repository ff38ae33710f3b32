"""`assist kb import`: what a client has becomes Markdown pages for review. Nothing here goes live."""

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assist import strict_yaml
from assist.cli import services
from assist.cli.lines import DONE, FINDINGS
from assist.domain.enums import Audience, PageKind
from assist.errors import BadInput, NotFound
from assist.importing import intake, writing
from assist.importing.material import Dropped, Fault
from assist.importing.writing import Plan, Planned, Terms
from assist.shared_knowledge import Knowledge


@dataclass(frozen=True)
class Options:
    """What the command line says; "" where it says nothing."""

    client: str
    source: Path
    kind: str = ""
    locale: str = ""
    audience: str = "customer"
    owner: str = ""
    replace: bool = False


def run(options: Options, *, dry_run: bool, as_json: bool) -> None:
    """Import, report, and exit with 1 when something could not be read or written."""
    folder = _client_folder(options.client)
    terms = _terms(options, folder)
    taken = intake.read(options.source)
    plan = writing.planned(taken.pages, folder, terms)
    if plan.pages and not dry_run:
        # What is live now must be on record before the folder changes: nothing goes live by importing.
        services.ensure_baseline(options.client)
        writing.write(plan)
    faults = (*taken.faults, *plan.faults)
    if as_json:
        print(json.dumps(_as_json(options, plan, faults, taken.notes, dry_run=dry_run), ensure_ascii=False, indent=2))
    else:
        _print_report(options, plan, faults, taken.notes, dry_run=dry_run)
    sys.exit(FINDINGS if faults else DONE)


def _client_folder(client: str) -> Path:
    known = Knowledge(services.settings().knowledge_dir)
    if client not in known.client_ids():
        names = ", ".join(known.client_ids()) or "none"
        raise NotFound(f"--client: no client of that name; known: {names}", code="client_unknown", path="client_id")
    return known.folder / client


def _terms(options: Options, folder: Path) -> Terms:
    locale = options.locale or _first_locale(folder)
    if not re.fullmatch("[a-z]{2}", locale):
        raise BadInput(f"--locale {locale}: two small letters are expected, as in en", path="locale")
    owner = " ".join(options.owner.split()) or options.client
    return Terms(
        owner=owner if owner.isprintable() else options.client,
        locale=locale,
        audience=Audience(_one_of("--audience", options.audience, [each.value for each in Audience])),
        kind=PageKind(_one_of("--kind", options.kind, [each.value for each in PageKind])) if options.kind else None,
        replace=options.replace,
    )


def _one_of(option: str, given: str, known: list[str]) -> str:
    if given not in known:
        raise BadInput(f"{option} {given}: one of {', '.join(known)} is expected", path=option.lstrip("-"))
    return given


def _first_locale(folder: Path) -> str:
    """Return the language a client's profile names first."""
    file = f"{folder.name}/client.yaml"
    try:
        profile = strict_yaml.load((folder / "client.yaml").read_text(encoding="utf-8-sig"), file=file)
    except UnicodeDecodeError as error:
        raise BadInput(f"{file}: is not UTF-8") from error
    locales = profile.get("locales") if isinstance(profile, dict) else None
    if not isinstance(locales, list) or not locales or not isinstance(locales[0], str):
        raise BadInput(f"{file}: locales is missing; give --locale", path="locale")
    return locales[0]


def _as_json(
    options: Options, plan: Plan, faults: tuple[Fault, ...], notes: tuple[str, ...], *, dry_run: bool
) -> dict[str, Any]:
    return {
        "client_id": options.client,
        "source": options.source.name,
        "dry_run": dry_run,
        "pages": [_page_as_json(page) for page in plan.pages],
        "errors": [_fault_as_json(fault) for fault in faults],
        "notes": list(notes),
        "totals": _totals(plan, faults),
    }


def _page_as_json(page: Planned) -> dict[str, Any]:
    shown = page.model_dump(mode="json", exclude={"text", "file"}, exclude_none=True)
    return {"file": _shown(page.file), **shown}


def _fault_as_json(fault: Fault) -> dict[str, Any]:
    place = {key: value for key, value in (("line", fault.line), ("id", fault.id)) if value is not None}
    return {"source": fault.source, **place, "error": {"code": fault.code, "message": fault.message}}


def _totals(plan: Plan, faults: tuple[Fault, ...]) -> dict[str, int]:
    return {
        "pages": len(plan.pages),
        "passages": sum(page.passages for page in plan.pages),
        "words": sum(page.words for page in plan.pages),
        "dropped_characters": sum(each.characters for page in plan.pages for each in page.dropped),
        "errors": len(faults),
    }


def _print_report(
    options: Options, plan: Plan, faults: tuple[Fault, ...], notes: tuple[str, ...], *, dry_run: bool
) -> None:
    for page in plan.pages:
        verb = ("would replace" if page.status == "replaces" else "would write") if dry_run else (
            "replaced" if page.status == "replaces" else "wrote")  # fmt: skip
        print(f"{verb} {_shown(page.file)}  {_many(page.passages, 'passage')}, {_many(page.words, 'word')}"
              f"  (page {page.page_id} from {page.source})")  # fmt: skip
        for each in page.dropped:
            print(f"    left out: {_described(each)}")
    for note in notes:
        print(f"note: {note}")
    for fault in faults:
        line = f":{fault.line}" if fault.line else ""
        identity = f" [{fault.id}]" if fault.id else ""
        print(f"not imported: {fault.source}{line}{identity}: {fault.message}")
    totals = _totals(plan, faults)
    print(f"{_many(totals['pages'], 'page')}, {_many(totals['passages'], 'passage')}, {_many(totals['words'], 'word')}; "
          f"{totals['errors']} not imported")  # fmt: skip
    if plan.pages and not dry_run:
        print(f"Nothing is live yet. Review the pages, then: assist kb check -c {options.client}; "
              f"assist kb build -c {options.client}")  # fmt: skip


def _described(each: Dropped) -> str:
    times = f" × {each.times}" if each.times > 1 else ""
    size = f", {_many(each.characters, 'character')}" if each.characters else ""
    quoted = f": “{each.excerpt}”" if each.excerpt else ""
    return f"{each.what}{times}{size}{quoted}"


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def _shown(file: Path) -> str:
    return "/".join(file.parts[-3:])
