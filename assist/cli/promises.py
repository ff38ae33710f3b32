"""`assist follow-ups`: who was promised a message by when, what is due, what was missed; closing one by hand."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from assist.cli.person import this_user
from assist.cli.services import open_services
from assist.errors import BadInput, NotFound
from assist.follow_ups import listing
from assist.follow_ups.listing import Listed, Listing


@dataclass(frozen=True)
class Asked:
    """What the options say, as typed."""

    client: str
    due: str
    missed: bool
    every: bool
    close: str
    reason: str
    by: str


def run(asked: Asked, *, as_json: bool) -> None:
    """List follow-ups, or close one. Raises: BadInput naming the option that is wrong; NotFound for an unknown id."""
    state = "missed" if asked.missed else "all" if asked.every else "open"
    wanted = listing.wanted(due=asked.due or None, state=state)
    if asked.missed and asked.every:
        raise BadInput("--missed and --all exclude each other", path="missed")
    if asked.reason and not asked.close:
        raise BadInput("--reason needs --close, the follow-up it is for", path="reason")
    services = open_services()
    version = services.version(asked.client)
    now = datetime.now(UTC)
    if asked.close:
        by, reason = asked.by or this_user(), asked.reason or "done"
        with services.store.begin(version.profile.id) as rows:
            closed = listing.close_by_hand(rows.follow_ups, asked.close, by=by, reason=reason, now=now)
        if closed is None:
            raise NotFound(f"--close: no follow-up of that id at {version.profile.id}; --all lists them")
    with services.store.begin(version.profile.id, only_reads=True) as rows:
        found = listing.listed(rows.follow_ups, wanted, version.calendar.day(now))
    if as_json:
        print(json.dumps(found.model_dump(mode="json"), ensure_ascii=False, indent=2))
    else:
        print(_shown(version.profile.id, found))


def _shown(client: str, found: Listing) -> str:
    counts = found.counts
    head = f"{client}: {counts.open} open, {counts.due} due, {counts.missed} missed, {counts.closed} closed"
    return "\n".join([head, *(_line(one) for one in found.follow_ups)])


def _line(one: Listed) -> str:
    window = "  only a template" if one.reply_window_open is False else ""
    template = f" ({one.template})" if window and one.template else ""
    state = "MISSED  " if one.missed else ""
    head = f"{one.due_on}  {state}{one.order_number or one.conversation_id}  {one.channel}{window}{template}  {one.id}"
    closed = f"\n    closed {one.closed.at:%Y-%m-%d %H:%MZ}: {one.closed.what}" if one.closed else ""
    return (
        f"{head}\n    {one.reason} (conversation {one.conversation_id}, sent {one.created_at:%Y-%m-%d %H:%MZ}){closed}"
    )
