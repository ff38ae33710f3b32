"""A new client's folder, written whole or not at all. Knows nothing of pages: there are none yet."""

import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from string import Template
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, ValidationError

from assist import strict_yaml, versions, wire
from assist.domain.base import Frozen
from assist.domain.client import Profile
from assist.errors import BadInput
from assist.onboarding.shared_template import LocaleWords, SharedTemplate
from assist.workflows import parameters

FOLDERS = ("policies", "faq", "macros", "answers")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MAX_NAME = 40
FALLBACK_LOCALE = "en"


class NewClient(Frozen):
    """What is known of a client when its folder is made."""

    id: str
    brand: str = Field(min_length=1, max_length=80)
    currency: str
    time_zone: str
    locales: tuple[str, ...]
    countries: tuple[str, ...]
    tier: str


def new_client(
    name: str, *, brand: str, currency: str, time_zone: str, locales: str, countries: str, tier: str
) -> NewClient:
    """Read what a person typed: lists with commas, the brand from the id when it is not given.

    Raises: BadInput naming what is wrong.
    """
    if not _NAME.fullmatch(name) or len(name) > MAX_NAME:
        why = f"small letters, digits and single hyphens, at most {MAX_NAME}, as in blue-fox"
        raise BadInput(f"NAME: {why}", path="NAME")
    given = {
        "id": name,
        "brand": _one_line(brand) or name.replace("-", " ").title(),
        "currency": _currency(currency),
        "time_zone": _time_zone(time_zone),
        "locales": _each("--locales", locales.lower(), "[a-z]{2}", "two letters each, as in en,es"),
        "countries": _each("--countries", countries.upper(), "[A-Z]{2}", "two letters each, as in ES,PT"),
        "tier": tier.strip(),
    }
    return wire.validate(NewClient, given)


def add(knowledge_folder: Path, client: NewClient, shared: SharedTemplate) -> Path:
    """Write the client's folder beside the others and return it; a folder of that name is never touched.

    Raises: BadInput when the name is taken, the tier unknown or a value is not one a `client.yaml` may hold.
    """
    target = knowledge_folder / client.id
    if target.exists():
        raise BadInput(f"NAME: {client.id} is there already", path="NAME")
    if client.tier not in shared.tiers:
        raise BadInput(f"--tier: known are {', '.join(shared.tiers)}", path="--tier")
    files = _files(client, shared)
    try:
        _write_whole(target, files)
    except OSError as error:
        raise BadInput(f"NAME: {client.id} cannot be written: {error.strerror}", path="NAME") from error
    return target


def _write_whole(target: Path, files: Mapping[str, str]) -> None:
    """Write beside and rename: nobody reads half a client."""
    scratch = Path(tempfile.mkdtemp(dir=target.parent, prefix=".add-"))
    try:
        for name, text in files.items():
            (scratch / name).write_text(text, encoding="utf-8")
        for name in FOLDERS:
            (scratch / name).mkdir()
        scratch.chmod(0o755)
        scratch.rename(target)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _files(client: NewClient, shared: SharedTemplate) -> dict[str, str]:
    """Return both files, read back as the program will: what it would refuse is refused before it is written."""
    slots = _slots(client, shared.greetings)
    profile = Template(shared.client_text).substitute(slots)
    workflows = Template(shared.workflows_text).substitute(brand=client.brand, currency=client.currency)
    try:
        Profile.model_validate(strict_yaml.load(profile, file=versions.PROFILE))
    except ValidationError as error:
        raise wire.explain(Profile, error) from None
    parameters.parse(workflows, file=versions.WORKFLOWS)
    return {versions.PROFILE: profile, versions.WORKFLOWS: workflows}


def _slots(client: NewClient, greetings: Mapping[str, LocaleWords]) -> dict[str, str]:
    return {
        "id": client.id,
        "brand": _quoted(client.brand),
        "plain_brand": client.brand,
        "tier": client.tier,
        "time_zone": _quoted(client.time_zone),
        "currency": _quoted(client.currency),
        "locales": f"[{', '.join(map(_quoted, client.locales))}]",
        "countries": f"[{', '.join(map(_quoted, client.countries))}]",
        "prefix": order_prefix(client.id),
        "greetings": "\n".join(_greeting(locale, greetings) for locale in client.locales),
        "signatures": "\n".join(_signature(locale, client.brand, greetings) for locale in client.locales),
    }


def order_prefix(client_id: str) -> str:
    """Guess how order numbers begin: the initials of the words, or the first two letters of one word."""
    words = client_id.split("-")
    initials = "".join(word[0] for word in words[:3]) if len(words) > 1 else client_id[:2]
    return f"{initials.upper()}-"


def _greeting(locale: str, greetings: Mapping[str, LocaleWords]) -> str:
    words = greetings.get(locale, greetings[FALLBACK_LOCALE])
    slots = ", ".join(f"{name}: {_quoted(text)}" for name, text in words.greeting.model_dump().items())
    return f"    {_quoted(locale)}: {{{slots}}}{_to_confirm(locale, greetings)}"


def _signature(locale: str, brand: str, greetings: Mapping[str, LocaleWords]) -> str:
    words = greetings.get(locale, greetings[FALLBACK_LOCALE])
    without_slots = brand.replace("{", "{{").replace("}", "}}")
    text = _quoted(f"{words.sign_off}\n{{agent_name}}\n{without_slots}")
    return f"    {_quoted(locale)}: {text}{_to_confirm(locale, greetings)}"


def _to_confirm(locale: str, greetings: Mapping[str, LocaleWords]) -> str:
    language = "the brand's own words" if locale in greetings else f"English so far: the brand's own words in {locale}"
    return f"  # confirm: {language}"


def _quoted(text: str) -> str:
    """Return a YAML string in double quotes: `no`, `on` and 1e3 are words here, not values."""
    return json.dumps(text, ensure_ascii=False)


def _currency(typed: str) -> str:
    if not re.fullmatch("[A-Za-z]{3}", typed.strip()):
        raise BadInput("--currency: three letters, as in EUR", path="--currency")
    return typed.strip().upper()


def _time_zone(typed: str) -> str:
    try:
        return ZoneInfo(typed.strip()).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadInput("--time-zone: no time zone of that name, as in Europe/Madrid", path="--time-zone") from None


def _one_line(text: str) -> str:
    return " ".join("".join(char for char in text if char.isprintable() or char.isspace()).split())


def _each(option: str, typed: str, pattern: str, why: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(part.strip() for part in typed.split(",") if part.strip()))
    if not all(re.fullmatch(pattern, part) for part in found) or (option == "--locales" and not found):
        raise BadInput(f"{option}: {why}", path=option)
    return found
