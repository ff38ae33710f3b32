"""Links among imported pages stand for page ids and places that are there, however many lead to one page."""

from assist.importing import links
from assist.importing.material import NewPage, Part


def page(identity: str, *parts: Part) -> NewPage:
    return NewPage(id=identity, title="T", parts=parts, source="a", address=f"{identity}.md")


def test_a_link_keeps_the_anchor_the_other_page_has() -> None:
    fees = page("fees", Part(level=2, heading="Late fees"))
    asking = page("asking", Part(lines=("[a](fees.md#late-fees) [b](fees.md#gone) [c](gone.md)",)))

    settled = links.settled([fees, asking])

    assert settled[1].parts[0].lines == ("[a](fees#late-fees) [b](fees) [c](gone.md)",)


def test_a_long_page_with_as_many_links_to_it_is_settled() -> None:
    many = 10_000  # the page's anchors gathered for each link would take minutes
    fees = page("fees", *(Part(level=2, heading=f"Fee {number}") for number in range(many)))
    asking = page("asking", Part(lines=tuple(f"[a](fees.md#fee-{number})" for number in range(many))))

    settled = links.settled([fees, asking])

    assert settled[1].parts[0].lines[-1] == "[a](fees#fee-9999)"
