"""What a page gives in one matter it does not give in another: "the label is free" stands on the page of a promise."""

from assist.drafting.checking import granting, statements
from assist.drafting.checking.evidence import Evidence, Source, SourceKind
from assist.drafting.checking.granting import Granted

FREE = "The return label is free."
PROMISE = Evidence([Source("boots#promise", SourceKind.POLICY, FREE, "Boot Comfort Promise")])


def test_a_page_about_something_else_grants_nothing() -> None:
    claim = statements.read("The return label is free for you.")

    assert granting.fault(claim, PROMISE, Granted()) == granting.NOT_STATED


def test_a_draft_about_the_matter_of_the_page_may_say_what_it_gives() -> None:
    claim = statements.read("The return label is free for you.")
    draft = statements.read("Our comfort promise covers your boots.").names

    assert granting.fault(claim, PROMISE, Granted(), draft=draft) is None


def test_a_page_without_headings_counts_for_every_matter() -> None:
    page = Evidence([Source("p#1", SourceKind.POLICY, FREE)])

    assert granting.fault(statements.read("The return label is free for you."), page, Granted()) is None


def test_what_is_free_in_one_case_and_priced_in_another_is_not_simply_free() -> None:
    page = Evidence(
        [
            Source(
                "refunds#label",
                SourceKind.POLICY,
                "We deduct 4.95 EUR for the return label from a refund.",
                "Return label",
            ),
            Source("boots#promise", SourceKind.POLICY, FREE, "Return label of the promise"),
        ]
    )

    assert granting.fault(statements.read("The return label is free for you."), page, Granted()) == granting.NOT_STATED
