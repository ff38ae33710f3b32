"""Words of a sentence without its facts: `days` of `30 days` is no topic."""

from assist import atoms


def without_facts(said: str) -> str:
    """Return the text with its numbers, units, dates, links and ids blanked out; offsets stay."""
    for atom in atoms.extract(said):
        said = said[: atom.start] + " " * (atom.end - atom.start) + said[atom.end :]
    return said
