"""`assist kb notice`: record a notice, end one, or list them all with their state."""

import json
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from assist.bootstrap import Services
from assist.briefing import Version
from assist.cli.person import this_user
from assist.cli.services import open_services
from assist.domain.notice import Notice
from assist.errors import BadInput, NotFound
from assist.notices import Wanted, draw_up, recordable_by


@dataclass(frozen=True)
class Asked:
    """What the options say, as typed; lists are separated by commas."""

    client: str
    text: str
    until: str
    from_: str
    intents: str
    countries: str
    words: str
    locale: str
    end: str
    by: str


def run(asked: Asked, *, as_json: bool) -> None:
    """Do what was asked. Raises: BadInput naming the option that is wrong."""
    _refuse_half_a_notice(asked)
    services = open_services()
    version = services.version(asked.client)
    now = datetime.now(UTC)
    if asked.end:
        notices: tuple[Notice, ...] = (_ended(services, version, asked, now),)
    elif asked.text:
        notices = (_recorded(services, version, asked, now),)
    else:
        notices = services.store.notices.all_of(version.profile.id)
    _show(notices, version, version.calendar.day(now), as_json=as_json)


def _refuse_half_a_notice(asked: Asked) -> None:
    """Refuse options that go with a text when there is none: a list in their place would look like success."""
    given = {
        "--until": asked.until, "--from": asked.from_, "--intents": asked.intents, "--countries": asked.countries,
        "--words": asked.words, "--locale": asked.locale,
    }  # fmt: skip
    stray = next((option for option, value in given.items() if value), None)
    if asked.end and (asked.text or stray):
        raise BadInput(f"--end ends a notice, {'--text' if asked.text else stray} adds one: give only one", path="end")
    if stray and not asked.text:
        raise BadInput(f"{stray} needs --text, what customers are told", code="field_missing", path="text")


def _recorded(services: Services, version: Version, asked: Asked, now: datetime) -> Notice:
    wanted = Wanted(
        text=asked.text,
        first_day=_day("from", asked.from_),
        last_day=_day("until", asked.until),
        intents=_listed(asked.intents),
        countries=_listed(asked.countries),
        words=_listed(asked.words),
        locale=asked.locale or None,
        by=asked.by or this_user(),
    )
    notice = draw_up(
        wanted,
        version.profile,
        version.taxonomy.intents,
        notice_id=f"notice-{secrets.token_hex(3)}",
        now=now,
        today=version.calendar.day(now),
    )
    services.store.notices.save(notice)
    return notice


def _ended(services: Services, version: Version, asked: Asked, now: datetime) -> Notice:
    by = recordable_by(asked.by or this_user())
    # A shell may hand over broken bytes, which no id holds and no database takes.
    ended = services.store.notices.end(version.profile.id, asked.end, now, by) if asked.end.isprintable() else None
    if ended is None:
        raise NotFound(f"--end: no notice of that id at {version.profile.id}; `assist kb notice` lists them")
    return ended


def _day(option: str, given: str) -> date | None:
    if not given:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise BadInput(f"--{option}: write the day as in 2026-11-27", path=option) from None


def _listed(given: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in given.split(",") if part.strip())


def _show(notices: tuple[Notice, ...], version: Version, today: date, *, as_json: bool) -> None:
    if as_json:
        rows = [_row(notice, today) for notice in notices]
        shown = {"client_id": version.profile.id, "today": today.isoformat(), "notices": rows}
        print(json.dumps(shown, ensure_ascii=False, indent=2))
    elif not notices:
        print(f"{version.profile.id}: no notices")
    else:
        print("\n".join(_shown(notice, today) for notice in notices))


def _row(notice: Notice, today: date) -> dict[str, Any]:
    return {**notice.model_dump(mode="json"), "state": notice.state_on(today).value}


def _shown(notice: Notice, today: date) -> str:
    state = notice.state_on(today).value.replace("_", " ")
    head = f"{notice.id}  {state}  {notice.first_day} to {notice.last_day}  {_concerned(notice)}"
    return f"{head}\n    “{notice.text}”\n    {_by(notice)}"


def _concerned(notice: Notice) -> str:
    parts = [", ".join(names) for names in (notice.intents, notice.countries, notice.words) if names]
    return f"{'; '.join(parts or ['every message'])}  ({notice.locale})"


def _by(notice: Notice) -> str:
    recorded = f"recorded {notice.recorded_at:%Y-%m-%d %H:%MZ} by {notice.recorded_by}"
    if notice.ended_at is None:
        return recorded
    return f"{recorded}; ended {notice.ended_at:%Y-%m-%d %H:%MZ} by {notice.ended_by}"
