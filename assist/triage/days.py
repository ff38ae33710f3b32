"""Days a customer speaks of, resolved against the day of the message: `yesterday`, `on Monday`, `29 February`.

Knows nothing of service hours.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from assist import atoms
from assist.atoms import AtomKind
from assist.domain.enums import EntityType
from assist.domain.triage import Entity

_WEEKDAYS = {
    name: day
    for day, names in enumerate(
        (
            ("monday", "lunes"),
            ("tuesday", "martes"),
            ("wednesday", "miércoles", "miercoles"),
            ("thursday", "jueves"),
            ("friday", "viernes"),
            ("saturday", "sábado", "sabado"),
            ("sunday", "domingo"),
        )
    )
    for name in names
}
_SHORT_WEEKDAYS = {
    name: day
    for day, names in enumerate(("mon", "tue tues", "wed weds", "thu thur thurs", "fri", "sat", "sun"))
    for name in names.split()
}
_HAPPENED = (
    r"(?:arrived|came|ordere?d|bought|placed|got|received|wrote|called|paid|charged|asked|told|left|moved|promised|happened|used|tried|opened|dispatched|"
    r"(?<!be )(?<!get )(?:delivered|sent|shipped|posted|returned|collected|picked up|refunded|cancelled)|"
    r"lleg[oó]|vino|ped[ií]|compr[eé]|recib[ií]|escrib[ií]|llam[eé]|entregaron|enviaron|pagu[eé]|mand[eé]|devolv[ií]|cobraron|pagado|comprado|pedido el|enviado|mandado|abr[ií]|"
    r"(?:was|were) (?:due|expected|promised|supposed to \w+|meant to \w+)|ten[ií]a que llegar)"
)
_DAY_NAMES = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_SHORT_NAMES = "|".join(sorted(_SHORT_WEEKDAYS, key=len, reverse=True))
_WEEKDAY = re.compile(
    rf"(?<!\w)(?<!black )(?:(?P<before>last|past|this|this coming|coming|next|este|pr[oó]ximo|pasado) )?(?:(?P<day>{_DAY_NAMES})|(?<=on )(?P<short>{_SHORT_NAMES})|(?P<dotted>{_SHORT_NAMES})\.?(?= \d))"
    r"(?!\w)(?P<after> pasado\b| que viene\b| just gone\b|(?= (?:last week|of last week|de la semana pasada)))?",
    re.I,
)
_STOPS = r"(?:will|can|could|can't|need|needs|want|should|must|fly|leave|next|arrive|come|deliver|please|quiero|necesito|puede|llega|llegar[aá]|and|y)"
_PAST = re.compile(
    rf"\b(?:since|desde(?: el)?|el pasado|{_HAPPENED}(?: (?!{_STOPS}\b)(?:[^\s.!?;]|\.(?=\w))+){{0,5}}?(?: (?:on|el))?)\s$",
    re.I,
)
_PAST_REACH = 70
"""Characters the longest words for the past take, with room."""
_NUMBERS = {
    word: number
    for number, words in enumerate(
        [
            "a one un uno una",
            "two dos",
            "three tres",
            "four cuatro",
            "five cinco",
            "six seis",
            "seven siete",
            "eight ocho",
            "nine nueve",
            "ten diez",
        ],
        1,
    )
    for word in words.split()
}
_COUNT = rf"(\d{{1,2}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_AGO = re.compile(rf"(?<!\w)(?P<all>{_COUNT} days? ago|hace {_COUNT} d[ií]as?)(?!\w)", re.I)
_AHEAD = re.compile(
    rf"(?<!\w)(?:(?:fly|flying|is|'s|am|'m|go|going|leave|leaving|travel|away)(?: out| home| off| abroad)? (?P<all>in {_COUNT} days)"
    rf"|(?P<later>in {_COUNT} days'? time|(?:dentro de|de aqu[ií] a) {_COUNT} d[ií]as?))(?!\w)",
    re.I,
)
_RELATIVE = {
    "the day before yesterday": -2,
    "day before yesterday": -2,
    "anteayer": -2,
    "antes de ayer": -2,
    "antier": -2,
    "the day after tomorrow": 2,
    "day after tomorrow": 2,
    "last night": -1,
    "anoche": -1,
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "hoy": 0,
    "esta mañana": 0,
    "esta tarde": 0,
    "esta noche": 0,
    "tomorrow": 1,
    "tomorow": 1,
    "tmrw": 1,
    "mañana": 1,
    "pasado mañana": 2,
    "yesterday": -1,
    "yesterdays": -1,
    "ayer": -1,
}
_RELATIVE_DAY = re.compile(
    # "la mañana" and its like are the morning of some day.
    rf"\b(?<!\bla )(?<!\bcada )(?<!\buna )(?<!\bde )(?:{'|'.join(sorted(_RELATIVE, key=len, reverse=True))})\b",
    re.I,
)
_SLASHED = re.compile(
    r"(?<![\d/.,-])(?P<first>\d{1,2})/(?P<second>\d{1,2})(?:/(?P<year>20\d\d|\d\d))?(?![\d/]|[.,]\d|\s?(?:€|%|of\b|full\b|boxes\b|service\b|stars?\b|inch|pack|size))"
)
_DAY_CUE = re.compile(
    r"\b(?:on|by|from|since|until|till|before|after|for|dated?|the|order|of|el|del|al|d[ií]a|desde|hasta|para el|entrega|delivered|ordered|placed|bought|arrived|due|sent|posted|pedido|comprado|lleg[oó])\s$",
    re.I,
)
_ALWAYS = re.compile(r"24/7|9/11")
_EXPIRY = re.compile(
    r"\b(?:exp(?:ir\w*)?|valid(?: (?:until|thru|to))?|caduc\w+|vence)\W{0,3}(?:date\W)?$|\d{4}[ ,.-]{0,2}$", re.I
)
"""What stands before a payment card's month and year."""
_ORDINAL = re.compile(
    r"(?<!\w)(?:(?P<way>on|by|until|till|since|from|before|after|for|due|was|is|around) the |d[ií]a )(?P<day>[12]?\d|3[01])(?:(?<=1)st|(?<=2)nd|(?<=3)rd|th|(?<=d[ií]a \d)|(?<=d[ií]a \d\d))(?!\w|/|º|:| de \w)"
    r"(?=\s*(?:$|[.,;:!?)\n])|\s+(?:and|but|so|i|we|it|you|he|she|they|at|to|please|already|still|or|for|in|y|pero|que|a|por|me|no|of this month|this month)\b)",
    re.I,
)
_BACKWARD = frozenset({"since", "from", "was", "after"})
_FORWARD = frozenset({"by", "until", "till", "before", "due", "for"})
_LEAP_YEARS_APART = 4
"""29 February needs a leap year, which is never further away (8 years lie between 1896 and 1904, and round 2100)."""


def find(text: str, today: date, *, month_first: bool = False) -> Iterator[Entity]:
    """Yield the days a text names; a weekday is the coming one unless its words say that it is past.

    `month_first`: 11/3 is 3 November, as in the United States.
    """
    weekdays = [match for match in _WEEKDAY.finditer(text) if _number(match) is not None]
    if month_first:
        yield from _slashed(text, today, month_first=True)
    for atom in atoms.extract(text):
        if atom.kind is AtomKind.DATE:
            start = next((m.start() for m in weekdays if _JOINED.fullmatch(text, m.end(), atom.start)), atom.start)
            yield Entity(
                type=EntityType.DATE, value=with_year(atom.value, today), start=start, end=_without_stop(text, atom.end)
            )
    yield from _slashed(text, today, month_first=month_first)
    yield from _counted(text, today)
    for match in _RELATIVE_DAY.finditer(text):
        offset = _RELATIVE.get(match.group().lower())
        if offset is not None:
            yield from _entity(today, offset, match.span())
    yield from _weekdays(text, today, weekdays)
    yield from _ordinals(text, today)


_JOINED = re.compile(r",? (?:the |el |the )?")
"""Between a weekday and the date it belongs to."""


def _without_stop(text: str, end: int) -> int:
    """Leave the full stop behind an abbreviated month to the sentence."""
    return end - 1 if text[end - 1] == "." else end


def _number(match: re.Match[str]) -> int | None:
    """Return the weekday's number, None for letters that only look like one."""
    return _WEEKDAYS.get(
        (match["day"] or "").lower(), _SHORT_WEEKDAYS.get((match["short"] or match["dotted"] or "").lower())
    )


def _weekdays(text: str, today: date, matches: Sequence[re.Match[str]]) -> Iterator[Entity]:
    for match in matches:
        weekday = _number(match)
        said = (match["before"] or match["after"] or "").strip().lower()
        if weekday is None or match["dotted"]:
            continue
        before = _PAST.search(text, max(0, match.start() - _PAST_REACH), match.start())
        is_past = said in ("last", "past", "pasado", "just gone") or (bool(before) and said not in _COMING)
        end = match.end("after") if match["after"] else match.end()
        if said == "this" and weekday == today.weekday():
            yield from _entity(today, 0, (match.start(), end))
        else:
            yield from _entity(today, _days_until(weekday, today, is_past=is_past), (match.start(), end))


_COMING = frozenset({"next", "coming", "this coming", "que viene", "próximo", "proximo"})


def _counted(text: str, today: date) -> Iterator[Entity]:
    """Yield "3 days ago", "dentro de dos días"; "3 days" alone is a stretch of time."""
    for pattern, direction in ((_AGO, -1), (_AHEAD, 1)):
        for match in pattern.finditer(text):
            whole = match.lastgroup or "all"
            written = next(group for group in match.groups() if group and group != match[whole]).lower()
            count = int(written) if written.isdigit() else _NUMBERS.get(written, 0)
            yield from _entity(today, direction * count, match.span(whole))


def _slashed(text: str, today: date, *, month_first: bool) -> Iterator[Entity]:
    """Yield 3/11 where words announce a day, or its day is past 12; a score or a share is none."""
    for match in _SLASHED.finditer(text):
        first, second = int(match["first"]), int(match["second"])
        day, month = (second, first) if (month_first and first <= _MONTHS) or second > _MONTHS else (first, second)
        announced = _DAY_CUE.search(text, max(0, match.start() - _CUE_REACH), match.start())
        if _EXPIRY.search(text, max(0, match.start() - _CUE_REACH), match.start()):
            continue
        if _ALWAYS.fullmatch(match.group()) or not (announced or match["year"] or max(first, second) > _MONTHS):
            continue
        value = _iso(day, month, match["year"])
        if value:
            yield Entity(type=EntityType.DATE, value=with_year(value, today), start=match.start(), end=match.end())


_MONTHS = 12
_CUE_REACH = 12


def _iso(day: int, month: int, year: str | None) -> str | None:
    """Return an ISO day, of year 0000 when none is named; None when there is no such day."""
    full = (2000 + int(year) if len(year) == len("26") else int(year)) if year else 0
    try:
        date(full or _LEAP_YEAR, month, day)
    except ValueError:
        return None
    return f"{full:04d}-{month:02d}-{day:02d}"


_LEAP_YEAR = 2024


def _ordinals(text: str, today: date) -> Iterator[Entity]:
    """Yield "on the 12th": the nearest such day, or the one before or after when the words say so."""
    for match in _ORDINAL.finditer(text):
        day, way = int(match["day"]), (match["way"] or "").lower()
        if way == "on" and _PAST.search(text, max(0, match.start() - _PAST_REACH), match.start()):
            way = "since"
        near = sorted(_months_around(day, today), key=lambda one: abs((one - today).days))
        fitting = [
            one for one in near if not (way in _BACKWARD and one > today) and not (way in _FORWARD and one < today)
        ]
        if fitting:
            yield Entity(type=EntityType.DATE, value=fitting[0].isoformat(), start=match.start("day"), end=match.end())


def _months_around(day: int, today: date) -> Iterator[date]:
    """Yield that day of last month, this month and the two to come."""
    for ahead in (-1, 0, 1, 2):
        years, month = divmod(today.month - 1 + ahead, 12)
        try:
            yield date(today.year + years, month + 1, day)
        except ValueError:  # 31 November, or beyond the calendar
            continue


def with_year(value: str, today: date) -> str:
    """Give an ISO day of year 0000 the year that brings it nearest to `today`."""
    if not value.startswith("0000"):
        return value
    month, day = int(value[5:7]), int(value[8:10])
    candidates = []
    for year in range(today.year - _LEAP_YEARS_APART, today.year + _LEAP_YEARS_APART + 1):
        try:
            candidates.append(date(year, month, day))
        except ValueError:  # 29 February, or beyond the calendar
            continue
    return min(candidates, key=lambda candidate: abs((candidate - today).days)).isoformat()


def _days_until(weekday: int, today: date, *, is_past: bool) -> int:
    """Return -7 to -1 for a past weekday, 1 to 7 for a coming one: nobody calls today by its name."""
    ahead = (weekday - today.weekday()) % 7
    return ahead - 7 if is_past else ahead or 7


def _entity(today: date, offset: int, span: tuple[int, int]) -> Iterator[Entity]:
    """Yield the day, or nothing at the very edge of the calendar."""
    try:
        day = today + timedelta(days=offset)
    except OverflowError:
        return
    yield Entity(type=EntityType.DATE, value=day.isoformat(), start=span[0], end=span[1])
