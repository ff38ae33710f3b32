"""A small client's folder, written page by page, and read the way `assist kb check` reads one."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from assist.domain.knowledge import Passage
from assist.lint.folder import Surroundings, read_subject
from assist.lint.subject import Subject
from assist.triage.utterances import Utterance

TODAY = date(2026, 11, 20)
INTENTS = ("return/policy", "shipping/policy", "order/status", "refund/request")
CLIENT = """\
id: brand
brand: Brand
tier: growth
time_zone: Europe/Madrid
currency: EUR
locales: [en, es]
countries: [ES]
order_number: {pattern: 'BR-\\d{5}', prefix: 'BR-', digits: 5}
tone:
  style: warm
  greetings: {en: {email: 'Hi {customer_name},', chat: 'Hi!', none: 'Hi,', chat_none: 'Hi!'}}
  signature: {en: "{agent_name}"}
channels: [email]
workflows: [return]
queues: {general: brand-general}
"""
WORKFLOWS = """\
return:
  window_days: 30
exchange:
  offered: true
order_lock:
  kind: minutes
  minutes: 60
wismo:
  trace_after_working_days: {default: 3}
  lost_after_working_days: {default: 7}
  write_within_working_days: 2
passages:
  return.window: [returns#window]
"""
RETURNS = "## Return window {#window}\n\nYou can return an item within 30 days of delivery.\n"
ANSWERS = """\
locale: en
courtesy: {}
rules:
  return.window:
    - {say: "You can return it until {last_day}.", kind: policy}
questions: {}
words: {}
holding: {}
weekdays: [Monday]
months: [January]
date: "{day} {month}"
date_with_year: "{day} {month} {year}"
moment: "{time}"
"""


def page(body: str, *, name: str = "returns", **front: str) -> str:
    """Return a page with its front matter; give keys as keyword arguments."""
    keys = {
        "id": name, "title": "A page", "owner": "Ines", "locale": "en", "audience": "customer",
        "intents": "[return/policy]", **front,
    }  # fmt: skip
    matter = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return f"---\n{matter}---\n\n{body}"


def written(folder: Path, files: Mapping[str, str]) -> Path:
    """Write a client's folder named `brand`, with its shared neighbours; `files` replace or add to it."""
    given = {
        "brand/client.yaml": CLIENT,
        "brand/workflows.yaml": WORKFLOWS,
        "brand/policies/returns.md": page(RETURNS),
        "_shared/answers/en.yaml": ANSWERS,
        **files,
    }
    for name, text in given.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder / "brand"


def subject(
    folder: Path,
    files: Mapping[str, str] | None = None,
    *,
    live: Mapping[str, Passage] | None = None,
    utterances: tuple[Utterance, ...] = (),
) -> Subject:
    """Return what the checks read of such a folder."""
    around = Surroundings(
        shared_folder=folder / "_shared",
        intents=INTENTS,
        utterances=utterances,
        today=lambda zone: TODAY,
        live=live,
    )
    return read_subject(written(folder, files or {}), around)


def passages_of(read: Subject, **changed: str) -> dict[str, Passage]:
    """Return the passages as a live version holds them, some with another text, by passage id with `_` for `#`."""
    by_id = {placed.passage.id: placed.passage for placed in read.passages}
    return {
        name: passage.model_copy(update={"text": changed.get(name.replace("#", "_"), passage.text)})
        for name, passage in by_id.items()
    }


def on(read: Subject, day: date) -> Subject:
    """Return the same folder, read on another day."""
    return replace(read, today=day)
