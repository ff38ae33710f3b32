"""Notices drawn up and kept at hand: what is refused at entry, and what a running server has in force.

A notice tells customers something; what changes a number (working days until a trace) is a matter of workflows.yaml.
"""

import contextlib
import difflib
import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from assist.domain.base import FIRST_YEAR, LAST_YEAR, ClientId
from assist.domain.client import Profile
from assist.domain.notice import Notice
from assist.drafting.checking import forbidden
from assist.errors import BadInput, Unavailable
from assist.workflows.wording import folded

MAX_TEXT = 400
"""Characters: three sentences. A longer text is a page."""
MAX_DAYS = 60
"""What holds longer is policy and belongs into a page, where it is checked."""
MAX_WORDS, MAX_WORD = 50, 60
MAX_BY = 200
"""Characters of a name that the record keeps."""
FRESH_FOR_S = 1.0
"""Seconds a server goes by the notices it read last: a new one is in drafts within two."""
LOOK_BACK = timedelta(days=MAX_DAYS)
"""How long after its end a notice is kept at hand: the day of the message decides, and answers may come late."""

_PLACEHOLDER = re.compile(r"[{}<>\[\]]|\bX{2,}\b")
_ENDS_A_SENTENCE = re.compile(r"[.!?…][\"'”’»)]*$")
_COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True)
class Wanted:
    """What somebody asks to have announced; None stands for what the client's profile or the calendar says."""

    text: str
    last_day: date | None
    by: str
    first_day: date | None = None
    intents: Sequence[str] = ()
    countries: Sequence[str] = ()
    words: Sequence[str] = ()
    locale: str | None = None


def draw_up(
    wanted: Wanted, profile: Profile, intents: Collection[str], *, notice_id: str, now: datetime, today: date
) -> Notice:
    """Return the notice as it will be recorded; `today` is the client's own day.

    Raises: BadInput naming the field that is wrong.
    """
    first_day, last_day = _days(wanted, today)
    return Notice(
        id=notice_id,
        client_id=profile.id,
        text=_text(wanted.text, profile),
        locale=_locale(wanted.locale, profile),
        first_day=first_day,
        last_day=last_day,
        intents=_intents(wanted.intents, intents),
        countries=_countries(wanted.countries, profile),
        words=_words(wanted.words),
        recorded_by=recordable_by(wanted.by),
        recorded_at=now,
    )


def recordable_by(given: str) -> str:
    """Return who records or ends a notice as it is kept. Raises: BadInput when it is empty, too long or no text."""
    by = " ".join(given.split())
    if not by or len(by) > MAX_BY:
        raise BadInput(f"by: say who records the notice, in at most {MAX_BY} characters", path="by")
    _refuse_what_is_no_text("by", by)
    return by


def _refuse_what_is_no_text(field: str, given: str) -> None:
    """Refuse control characters and broken bytes, as a shell may hand over: no database takes them."""
    if any(unicodedata.category(char) in ("Cc", "Cs") for char in given):
        raise BadInput(f"{field} holds characters that are not text", path=field)


def _text(given: str, profile: Profile) -> str:
    text = " ".join(given.split())
    if not text:
        raise BadInput("text: a notice says something", path="text")
    _refuse_what_is_no_text("text", text)
    if _PLACEHOLDER.search(text):
        raise BadInput("text: holds a placeholder or brackets; it reaches customers word for word", path="text")
    text = text if _ENDS_A_SENTENCE.search(text) else f"{text}."
    if len(text) > MAX_TEXT:
        raise BadInput(f"text: has {len(text)} characters; at most {MAX_TEXT}", path="text")
    never_said = forbidden.phrase(text, profile.never_promise)
    if never_said:
        raise BadInput(f"text: {profile.brand} never says '{never_said}'", path="text")
    return text


def _days(wanted: Wanted, today: date) -> tuple[date, date]:
    last_day = wanted.last_day
    if last_day is None:
        raise BadInput("until: a notice needs a last day, as in 2026-11-27", code="field_missing", path="until")
    first_day = wanted.first_day or today
    if not all(FIRST_YEAR <= day.year <= LAST_YEAR for day in (first_day, last_day)):
        raise BadInput(f"until: days must lie between the years {FIRST_YEAR} and {LAST_YEAR}", path="until")
    if last_day < today:
        raise BadInput(f"until: {last_day} is over; today is {today} for this client", path="until")
    if last_day < first_day:
        raise BadInput(f"until: {last_day} lies before the first day, {first_day}", path="until")
    if last_day - first_day > timedelta(days=MAX_DAYS):
        raise BadInput(
            f"until: more than {MAX_DAYS} days after the first day, {first_day}; what holds longer is a page",
            path="until",
        )
    return first_day, last_day


def _locale(given: str | None, profile: Profile) -> str:
    locale = given or profile.locales[0]
    if locale not in profile.locales:
        raise BadInput(f"locale: {profile.brand} answers in {', '.join(profile.locales)}", path="locale")
    return locale


def _intents(given: Sequence[str], known: Collection[str]) -> tuple[str, ...]:
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise BadInput(f"intents: {_shown(name)} is no intent{hint}", path="intents")
    return tuple(dict.fromkeys(given))


def _countries(given: Sequence[str], profile: Profile) -> tuple[str, ...]:
    codes = [country.upper() for country in given]
    for code in codes:
        if not _COUNTRY.fullmatch(code):
            raise BadInput(f"countries: {_shown(code)} is no country code; write ES, PT, ...", path="countries")
        if profile.countries and code not in profile.countries:
            served = ", ".join(profile.countries)
            raise BadInput(f"countries: {profile.brand} does not send to {code}, only to {served}", path="countries")
    return tuple(dict.fromkeys(codes))


def _words(given: Sequence[str]) -> tuple[str, ...]:
    words = [" ".join(folded(word).split()) for word in given]
    _refuse_what_is_no_text("words", "".join(words))
    if len(words) > MAX_WORDS or any(len(word) > MAX_WORD for word in words):
        raise BadInput(f"words: at most {MAX_WORDS} words of {MAX_WORD} characters", path="words")
    if not all(re.search(r"\w\w", word) for word in words):
        raise BadInput("words: each needs two letters or digits, or it would stand in every message", path="words")
    return tuple(dict.fromkeys(words))


def _shown(given: str) -> str:
    """Return what was given, short enough for one line."""
    return given if len(given) <= MAX_WORD else f"{given[:MAX_WORD]}..."


@dataclass(frozen=True)
class _Reading:
    """What was read, and when by the timer."""

    at_s: float
    notices: tuple[Notice, ...]


class NoticeBoard:
    """Each client's notices as last read. A store that fails leaves the last ones in force: a strike outlasts it."""

    def __init__(self, read: Callable[[ClientId], tuple[Notice, ...]], timer: Callable[[], float]) -> None:
        self._read = read
        self._timer = timer
        self._kept: dict[ClientId, _Reading] = {}

    def of(self, client_id: ClientId) -> tuple[Notice, ...]:
        """Return the client's notices, read anew when the last reading is older than a second."""
        kept = self._kept.get(client_id)
        if kept is not None and self._timer() - kept.at_s < FRESH_FOR_S:
            return kept.notices
        known = kept.notices if kept else ()
        if kept is not None:
            self._kept[client_id] = _Reading(self._timer(), known)  # other requests go by these and do not wait
        with contextlib.suppress(Unavailable):  # the store that fails is said by whoever stores the suggestion
            known = self._read(client_id)
        self._kept[client_id] = _Reading(self._timer(), known)
        return known
