"""Drafts and written replies, shuffled and unlabelled, for people to judge; and what their judgements come to.

`python -m benchmarks.blind sheet FOLDER` writes `sheet.jsonl` (what a judge reads: message, order, reply; no origin) and
`key.jsonl` (which is which). A judge answers a line an item: `{"id", "verdict": "send" | "edit" | "rewrite" | "wrong",
"why"}`. `python -m benchmarks.blind score FOLDER JUDGED [JUDGED ...]` joins them.
"""

import argparse
import json
import random
import re
import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assist import pipeline
from assist.domain.conversation import Message
from assist.domain.enums import Visibility
from assist.domain.suggestion import Suggestion, SuggestRequest
from benchmarks.agency import ROOT
from evals.cases import read_cases
from evals.decisions import case_files, services_in
from evals.scorers.words import said_to_customer

REPLIES = ROOT / "evals/blind/replies.jsonl"
SEED = 20261128
VERDICTS = ("send", "edit", "rewrite", "wrong")
"""As it stands; after one small edit; to be written anew; says something untrue or promises what nobody keeps."""
SENDABLE, EDITABLE = ("send",), ("send", "edit")
MOST_WORDS_INLINE = 90
INLINE = ("chat", "whatsapp", "social")


def main() -> None:
    """Run one of the two commands."""
    parser = argparse.ArgumentParser(prog="benchmarks.blind", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    sheet = commands.add_parser("sheet")
    sheet.add_argument("folder", type=Path)
    score = commands.add_parser("score")
    score.add_argument("folder", type=Path)
    score.add_argument("judged", type=Path, nargs="+")
    options = parser.parse_args()
    if options.command == "sheet":
        write_sheet(options.folder)
    else:
        show(options.folder, options.judged)


def write_sheet(folder: Path) -> None:
    """Write the sheet and its key, in an order that tells nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    items = [*_written(), *_drafted()]
    random.Random(SEED).shuffle(items)
    requests = _requests()
    with (folder / "sheet.jsonl").open("w", encoding="utf-8") as sheet, (folder / "key.jsonl").open("w") as key:
        for number, item in enumerate(items, 1):
            name = f"i{number:03}"
            shown = {"id": name, **_situation(requests[item["case_id"]]), "reply": item["text"]}
            sheet.write(json.dumps(shown, ensure_ascii=False) + "\n")
            key.write(json.dumps({"id": name, "case_id": item["case_id"], "origin": item["origin"]}) + "\n")
    print(f"{len(items)} items in {folder}")
    _shape(items, requests)


def _written() -> Iterator[dict[str, str]]:
    for line in REPLIES.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield {"case_id": row["case_id"], "text": row["text"], "origin": "written"}


def _drafted() -> Iterator[dict[str, str]]:
    requests = _requests()
    with TemporaryDirectory(prefix="blind-") as folder:
        services = services_in(Path(folder))
        for row in _written():
            request = requests[row["case_id"]]
            version = services.version(str(request.client_id))
            found = pipeline.suggest(version, request, services.context(with_writer=False))
            yield {"case_id": row["case_id"], "text": said(found), "origin": f"drafted ({found.reply.kind})"}
        services.close()


def said(found: Suggestion) -> str:
    """Return what a customer would read, or that nothing is proposed."""
    return said_to_customer(found.reply) or "(no reply is proposed; a person is told why)"


def _requests() -> Mapping[str, SuggestRequest]:
    return {case.id: case.request for file in case_files() for case in read_cases(file)}


def _situation(request: SuggestRequest) -> dict[str, Any]:
    """Return what the agent would have on screen."""
    orders = [order.model_dump(mode="json", exclude_none=True, exclude_defaults=True) for order in request.orders]
    return {
        "client": request.client_id,
        "channel": request.channel.value,
        "now": request.now.isoformat() if request.now else None,
        "messages": [_spoken(message) for message in request.messages],
        "customer": request.customer.model_dump(mode="json", exclude_none=True) if request.customer else None,
        "orders": orders,
        "products": [one.model_dump(mode="json", exclude_none=True) for one in request.products],
    }


def _spoken(message: Message) -> str:
    note = " (internal)" if message.visibility is Visibility.INTERNAL else ""
    files = f" [{len(message.attachments)} attachment(s)]" if message.attachments else ""
    return f"{message.role.value}{note}: {message.text}{files}"


def _shape(items: Sequence[Mapping[str, str]], requests: Mapping[str, SuggestRequest]) -> None:
    """Print words a channel, and how often drafts open with the same words."""
    drafted = [item for item in items if item["origin"].startswith("drafted (draft")]
    inline = [len(item["text"].split()) for item in drafted if requests[item["case_id"]].channel.value in INLINE]
    over = sum(words > MOST_WORDS_INLINE for words in inline)
    print(
        f"chat and WhatsApp: median {statistics.median(inline):.0f} words, {over} of {len(inline)} over {MOST_WORDS_INLINE}"
    )
    openings = Counter(_opening(item["text"]) for item in drafted)
    for opening, count in openings.most_common(5):
        print(f"  {count / len(drafted):.2f} open with “{opening} ...”")


def _opening(text: str) -> str:
    body = re.sub(r"^(?:hi|hello|dear|hola|estimad\w+)\b[^!,.:\n]*[!,.:]\s*", "", text.strip(), flags=re.I)
    return " ".join(body.split()[:3]).lower()


def show(folder: Path, judged: Sequence[Path]) -> None:
    """Print the shares by origin and judge, agreement, and the ten worst drafts."""
    key = {row["id"]: row for row in _rows(folder / "key.jsonl")}
    judges = [{row["id"]: row for row in _rows(file)} for file in judged]
    for file, given in zip(judged, judges, strict=True):
        missing = key.keys() - given.keys()
        assert not missing, f"{file.name} does not judge {sorted(missing)[:3]}"
    for origin in ("drafted", "written"):
        ids = [name for name, row in key.items() if row["origin"].startswith(origin)]
        for file, given in zip(judged, judges, strict=True):
            _print_shares(f"{origin} by {file.stem}", [given[name]["verdict"] for name in ids])
        _print_shares(f"{origin}, all judges", [given[name]["verdict"] for given in judges for name in ids])
    if len(judges) > 1:
        same = sum(len({given[name]["verdict"] in EDITABLE for given in judges}) == 1 for name in key)
        print(f"judges agree on sendable-after-an-edit: {same} of {len(key)}")
    _print_worst(key, judges)


def _print_shares(title: str, verdicts: Sequence[str]) -> None:
    counts = Counter(verdicts)
    send = sum(counts[name] for name in SENDABLE) / len(verdicts)
    edit = sum(counts[name] for name in EDITABLE) / len(verdicts)
    print(f"{title}: as it is {send:.2f}, after a small edit {edit:.2f}, wrong {counts['wrong'] / len(verdicts):.2f}")


def _print_worst(key: Mapping[str, Any], judges: Sequence[Mapping[str, Any]]) -> None:
    drafted = [name for name, row in key.items() if row["origin"].startswith("drafted")]
    weight = {verdict: at for at, verdict in enumerate(VERDICTS)}
    worst = sorted(drafted, key=lambda name: -sum(weight[given[name]["verdict"]] for given in judges))
    for name in worst[:10]:
        print(f"  {key[name]['case_id']} {key[name]['origin']}")
        for given in judges:
            print(f"    {given[name]['verdict']}: {given[name].get('why', '')}")


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


if __name__ == "__main__":
    main()
