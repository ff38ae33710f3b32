"""Rows of cells as a Markdown table."""


def markdown(rows: list[list[str]]) -> str:
    """Return rows as a Markdown table, the first as its head; a single column is plain paragraphs."""
    filled = [[_cell(cell) for cell in row] for row in rows if any(cell.strip() for cell in row)]
    width = max((len(row) for row in filled), default=0)
    if width <= 1:
        return "\n\n".join(row[0] for row in filled)
    even = [row + [""] * (width - len(row)) for row in filled]
    lines = ["| " + " | ".join(row) + " |" for row in even]
    return "\n".join([lines[0], "| " + " | ".join(["---"] * width) + " |", *lines[1:]])


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
