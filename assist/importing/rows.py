"""Tables of questions or documents (JSON lines, JSON, CSV) become rows of known columns. Writes and judges nothing."""

import csv
import io
import itertools
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from assist import wire
from assist.domain.base import Frozen
from assist.errors import BadInput
from assist.importing.material import Fault

MAX_CELL = 1_000_000
"""Characters of one text; a policy of a hundred pages has a third of that."""
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "page_id", "doc_id", "article_id"),
    "question": ("question", "q", "pregunta"),
    "answer": ("answer", "a", "respuesta"),
    "title": ("title", "name", "título", "titulo", "subject"),
    "text": ("text", "content", "body", "contenido", "texto"),
    "html": ("html", "body_html", "html_body"),
    "group": ("category", "section", "categoría", "categoria", "sección", "seccion", "topic"),
}
_MEANING = {name: meaning for meaning, names in _COLUMNS.items() for name in names}


class Row(Frozen):
    """One line of a table. A column that is absent or empty is ""."""

    line: int
    id: str = ""
    question: str = ""
    answer: str = ""
    title: str = ""
    text: str = ""
    html: str = ""
    group: str = ""

    @property
    def is_faq(self) -> bool:
        """Say whether this is a question with its answer rather than a document."""
        return bool(self.question) or not self.id

    @property
    def asked(self) -> str:
        """The question, under whichever name it came."""
        return self.question or self.title

    @property
    def said(self) -> str:
        """The answer or text, under whichever name it came."""
        return self.answer or self.text or self.html


class Table(Frozen):
    """What a file of rows held."""

    rows: tuple[Row, ...] = ()
    faults: tuple[Fault, ...] = ()
    unused: tuple[str, ...] = ()
    """Columns that mean nothing to us, in order of appearance."""


def read_jsonl(source: str, text: str) -> Table:
    """Read one JSON object a line; a bad line does not cost the others."""
    lines = ((number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip())
    return _table(source, ((number, _parser(line)) for number, line in lines))


def read_json(source: str, text: str) -> Table:
    """Read a JSON array of objects, or an object holding one. Raises: BadInput when it is neither."""
    parsed = wire.loads(text)
    if isinstance(parsed, dict):
        lists = [value for value in parsed.values() if isinstance(value, list)]
        parsed = lists[0] if len(lists) == 1 else [parsed]
    if not isinstance(parsed, list):
        raise BadInput("a JSON array of objects is expected", code="json_invalid")
    return _table(source, ((number, _constant(each)) for number, each in enumerate(parsed, start=1)))


def read_csv(source: str, text: str) -> Table:
    """Read comma, semicolon, tab or bar separated values whose first row names the columns.

    Raises: BadInput when no column is one we know.
    """
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=False)
    try:
        header = next((row for row in reader if any(cell.strip() for cell in row)), [])
        if not any(_meaning(name) for name in header):
            raise BadInput("no column is known; the first row must name question and answer, or id, title and text")
        return _table(source, _csv_rows(reader, header))
    except csv.Error as error:
        raise BadInput(f"is not CSV near line {reader.line_num}: {error}", code="not_readable") from None


def _csv_rows(reader: Any, header: list[str]) -> Iterator[tuple[int, Callable[[], Any]]]:
    at = reader.line_num + 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield at, _csv_parser(header, cells)
        at = reader.line_num + 1


def _csv_parser(header: list[str], cells: list[str]) -> Callable[[], Any]:
    def parse() -> dict[str, str]:
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            raise BadInput(f"has {len(cells)} cells, the first row {len(header)}; is a text without its quotes?")
        return dict(itertools.zip_longest(header, cells[: len(header)], fillvalue=""))

    return parse


def _delimiter(text: str) -> str:
    """Return the separator of the first line that holds any; Excel writes semicolons where commas are decimal."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t|", key=first.count)


def _parser(line: str) -> Callable[[], Any]:
    return lambda: wire.loads(line.strip())


def _constant(parsed: Any) -> Callable[[], Any]:
    return lambda: parsed


def _table(source: str, given: Iterator[tuple[int, Callable[[], Any]]]) -> Table:
    rows: list[Row] = []
    faults: list[Fault] = []
    unused: dict[str, None] = {}
    for line, parse in given:
        identity: str | None = None
        try:
            parsed = parse()
            if not isinstance(parsed, dict):
                raise BadInput("a JSON object is expected", code="json_invalid")
            cells, unknown = _known(parsed)
            identity = cells.get("id") or None
            unused.update(dict.fromkeys(unknown))
            rows.append(_checked(Row(line=line, **cells)))
        except BadInput as error:
            faults.append(Fault(source=source, line=line, id=identity, code=error.code, message=error.message))
    return Table(rows=tuple(rows), faults=tuple(faults), unused=tuple(unused))


def _known(parsed: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    cells: dict[str, Any] = {}
    unknown: list[str] = []
    for name, value in parsed.items():
        meaning = _meaning(name)
        if meaning is None or (cells.get(meaning)):
            unknown.append(name)
            continue
        cells[meaning] = _as_text(name, value, is_id=meaning == "id")
    return cells, unknown


def _meaning(name: str) -> str | None:
    return _MEANING.get(name.strip().lower().replace(" ", "_"))


def _as_text(name: str, value: Any, *, is_id: bool) -> str:
    """Return a cell as text; a number is fine as an id, nothing else is."""
    if value is None:
        return ""
    if is_id and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise BadInput(f"{name}: text is expected", path=name)
    if len(value) > MAX_CELL:
        raise BadInput(f"{name}: longer than {MAX_CELL} characters", path=name)
    return value if is_id else value.strip()


def _checked(row: Row) -> Row:
    if not row.said:
        raise BadInput("no text: a row needs an answer, text, body, content or html", code="field_missing")
    if row.is_faq and not row.asked:
        raise BadInput("no question: a row needs a question or title, or an id to be a page", code="field_missing")
    return row
