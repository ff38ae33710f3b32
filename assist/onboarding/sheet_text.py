"""The sheet as Markdown that reads well on paper, on screen and in a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from assist.domain.enums import Priority
from assist.domain.notice import Notice
from assist.onboarding.parameter_lines import ParameterLine
from assist.onboarding.sheet import DatedSection, Sheet, SheetPage

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_APPROVERS = {"level_1": "Level 1 agent", "level_2": "Level 2 agent", "client": "The brand itself"}
_DATES_BY = {"order": "day of the order", "message": "day of the message", "delivery": "day of delivery"}
_BLANK = "_" * 32
_NOT_ADVICE = (
    "The law is noted as we read it, to show where a number has a lower or upper bound. "
    "This is not legal advice; the brand decides its numbers and answers for them."
)


def markdown(sheet: Sheet) -> str:
    """Return the whole document."""
    sections = (
        _head(sheet), _service(sheet), _approvals(sheet), _parameters(sheet), _notices(sheet.notices),
        _pages(sheet.pages), _signatures(sheet),
    )  # fmt: skip
    return "\n".join(line for section in sections for line in section).rstrip() + "\n"


def _head(sheet: Sheet) -> Iterator[str]:
    profile = sheet.profile
    yield f"# {profile.brand}: numbers, dates and approvers in force"
    yield ""
    yield f"Printed {_day(sheet.printed_on)} for client `{sheet.client_id}`, tier {sheet.standard.tier}. {_NOT_ADVICE}"
    yield ""
    yield from _version(sheet)
    standard = sheet.standard
    most = "any number may" if standard.may_differ is None else f"{standard.may_differ} may"
    yield f"- **Own parameters:** {len(standard.differing)} differ from the shared template; in this tier {most}."
    guessed = sum(line.is_to_confirm for line in sheet.parameters)
    if guessed:
        yield f"- **To confirm:** {guessed} of the numbers are still the shared template's, marked TO CONFIRM."
    against = [line for line in sheet.parameters if line.is_against_law]
    if against:
        yield f"- **To decide before signing:** {len(against)} values are outside the law's bound, marked OUTSIDE."
    yield ""


def _version(sheet: Sheet) -> Iterator[str]:
    if sheet.version_id is None:
        yield "- **Not live yet:** this sheet shows the folder as it stands, not what agents see."
        return
    gone_live = sheet.publication
    since = f", live since {gone_live.at:%Y-%m-%d %H:%M} UTC by {gone_live.by}" if gone_live else ""
    yield f"- **Knowledge version:** {sheet.version_id}{since}."
    if sheet.has_unpublished_changes:
        yield "- **Changes waiting:** the folder holds changes that are not live and not on this sheet."


def _service(sheet: Sheet) -> Iterator[str]:
    profile = sheet.profile
    yield "## Service"
    yield ""
    yield f"- **Countries:** {', '.join(profile.countries) or 'none named'}; **languages:** {', '.join(profile.locales)}"
    yield f"- **Currency:** {profile.currency}; **time zone:** {profile.time_zone}"
    yield f"- **Order numbers:** {profile.order_number.prefix} and {profile.order_number.digits} digits"
    yield f"- **Contracted work:** {', '.join(name.replace('_', ' ') for name in profile.workflows)}"
    yield f"- **Never promised or said:** {', '.join(profile.never_promise) or 'nothing named'}"
    yield ""
    yield "### Hours"
    yield ""
    for name in _DAYS:
        hours = profile.hours.get(name)
        yield f"- {name.capitalize()}: {f'{hours[0]:%H:%M} to {hours[1]:%H:%M}' if hours else 'closed'}"
    for day, hours in profile.short_days.items():
        yield f"- {_day(day)}: {hours[0]:%H:%M} to {hours[1]:%H:%M} only"
    yield f"- Holidays: {', '.join(map(_day, profile.holidays)) or 'none named'}"
    yield ""
    yield from _channels(sheet)


def _channels(sheet: Sheet) -> Iterator[str]:
    profile = sheet.profile
    yield "### Channels and first answers, in service minutes"
    yield ""
    yield f"| Channel | {' | '.join(priority.value for priority in Priority)} |"
    yield f"|---|{'---:|' * len(Priority)}"
    for channel in profile.channels:
        targets: Mapping[Priority, int] = profile.targets_minutes.get(channel, {})
        yield f"| {channel.value} | {' | '.join(str(targets.get(priority, '-')) for priority in Priority)} |"
    yield ""
    yield f"Queues: {', '.join(f'{name} → {queue}' for name, queue in profile.queues.items())}"
    yield ""


def _approvals(sheet: Sheet) -> Iterator[str]:
    yield "## Who approves exceptions"
    yield ""
    if not sheet.profile.approvals:
        yield "- Nobody is named: every exception waits for the brand."
    for who, limit in sheet.profile.approvals.items():
        most = f"up to {limit.up_to} {sheet.profile.currency}" if limit.up_to else "without limit"
        yield f"- {_APPROVERS.get(who, who.replace('_', ' '))}: {most}"
    if sheet.profile.publishing.two_people:
        yield "- A change of these pages or numbers goes live by two people: who made it may not let it pass."
    yield ""


def _parameters(sheet: Sheet) -> Iterator[str]:
    yield "## The numbers"
    yield ""
    yield "An asterisk marks what differs from the shared template."
    for block, grouped in groupby(sheet.parameters, key=lambda line: line.block):
        lines = list(grouped)
        yield ""
        yield f"### {block}"
        yield ""
        if lines[0].missing_pages:
            yield f"Said to stand in pages that do not exist: {', '.join(lines[0].missing_pages)}."
            yield ""
        for line in lines:
            yield from _parameter(line)
    yield ""


def _parameter(line: ParameterLine) -> Iterator[str]:
    mark = " *" if line.differs else ""
    yield f"- {line.says}: **{line.value}**{mark}"
    notes = ["TO CONFIRM"] if line.is_to_confirm else []
    if line.is_against_law:
        notes.append("OUTSIDE the law's bound, please decide")
    if line.law:
        notes.append(f"law: {line.law}")
    if line.differs and line.template_value and line.template_value != line.written:
        notes.append(f"template: {line.template_value.replace('_', ' ')}")
    if line.in_force_from and line.in_force_until and line.written not in (line.in_force_from, line.in_force_until):
        notes.append(f"for {line.in_force_from} to {line.in_force_until}")
    if line.stated_in:
        notes.append(f"stands in {', '.join(line.stated_in)}")
    elif line.is_checkable:
        notes.append("no page states it")
    if notes:
        yield f"  {'; '.join(notes)}"


def _notices(notices: Sequence[Notice]) -> Iterator[str]:
    yield "## Notices in force or to come"
    yield ""
    if not notices:
        yield "None."
    for notice in notices:
        where = f" in {', '.join(notice.countries)}" if notice.countries else ""
        yield f"- {_day(notice.first_day)} to {_day(notice.last_day)}{where}: “{notice.text}” ({notice.id})"
    yield ""


def _pages(pages: Sequence[SheetPage]) -> Iterator[str]:
    yield "## The pages"
    yield ""
    if not pages:
        yield "None yet."
        yield ""
        return
    yield "| Page | Title | Kind | Owner | Language | For |"
    yield "|---|---|---|---|---|---|"
    for page in pages:
        cells = (page.id, page.title, page.kind, page.owner, page.locale, page.audience)
        yield f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
    yield ""
    dated = [section for page in pages for section in page.dated]
    if dated:
        yield "Sections that hold on some days only:"
        yield ""
    for section in dated:
        yield f"- {section.passage_id}: {_span(section)}, by the {_DATES_BY[section.dates_by]}"
    yield ""


def _span(section: DatedSection) -> str:
    first = f"from {_day(section.first_day)}" if section.first_day else ""
    last = f"until {_day(section.last_day)}" if section.last_day else ""
    return f"{first} {last}".strip()


def _signatures(sheet: Sheet) -> Iterator[str]:
    yield "## Signed"
    yield ""
    yield f"We have read the numbers, dates and approvers above and agree that {sheet.profile.brand} is answered by them."
    yield ""
    for who in (sheet.profile.brand, "The agency"):
        yield f"**{who}**"
        yield ""
        for what in ("Name", "Date", "Signature"):
            yield f"{what}: {_BLANK}"
            yield ""


def _day(day: date | None) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}" if day else ""
