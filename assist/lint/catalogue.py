"""The closed list of checks, in the order of a report: what each is called and what it means for customers."""

from assist.domain.base import Frozen
from assist.lint import (
    blocks,
    contradictions,
    dates,
    dense,
    duplicates,
    findability,
    leaks,
    legal,
    links,
    numbers,
    placeholders,
    routing,
    schema,
    tiers,
    unanswered,
    unconfirmed,
    undated,
)


class Check(Frozen):
    """One kind of finding."""

    code: str
    title: str
    means: str
    """One line: what it does to customers."""


CATALOGUE = (
    Check(code=schema.UNREADABLE, title="Files that cannot be read",
          means="Nothing of this file is used until it is mended, so its questions go unanswered."),
    Check(code=schema.UNCITABLE, title="Rules without a text customers may read",
          means="A decision must show the customer the words it rests on; this one cannot."),
    Check(code=contradictions.CODE, title="Statements that contradict each other",
          means="Two customers with the same question can get different answers."),
    Check(code=numbers.CODE, title="Texts against the numbers the rules use",
          means="The page promises one thing and the decision computes another."),
    Check(code=legal.BELOW, title="Rules less kind than the law",
          means="Decisions give what the law gives, and the page promises customers less."),
    Check(code=blocks.UNKNOWN_PAGE, title="Pages the rules name and nobody wrote",
          means="A number can change there and no one looks whether a page still says the old one."),
    Check(code=unconfirmed.UNCONFIRMED, title="Values nobody has confirmed",
          means="Customers get decisions computed with numbers the brand has never agreed to."),
    Check(code=duplicates.CODE, title="The same text in two places",
          means="When one is changed and the other forgotten, customers are told both."),
    Check(code=dates.EXPIRED, title="Texts that have expired",
          means="Customers may be told what no longer holds, or get no answer from this text."),
    Check(code=dates.EXPIRING, title="Texts that expire soon",
          means="From that day on customers are no longer told this."),
    Check(code=dates.UPCOMING, title="Texts not in force yet",
          means="Customers are told this only from that day on."),
    Check(code=undated.UNDATED, title="Changed numbers without a date",
          means="Customers who ordered before the change may be held to the new number."),
    Check(code=links.BROKEN, title="Links that lead nowhere",
          means="Customers follow a link and find nothing."),
    Check(code=links.MALFORMED, title="Addresses nobody can open",
          means="Customers cannot reach the site or mailbox they are sent to."),
    Check(code=links.INSECURE, title="Links without encryption",
          means="Browsers warn customers before they open the page."),
    Check(code=placeholders.PLACEHOLDER, title="Placeholders nothing fills",
          means="Customers see the braces instead of their name or order number."),
    Check(code=leaks.REPEATED, title="Agent-only text that customers can read",
          means="Customers read what was written for agents."),
    Check(code=leaks.SHARED_LIMIT, title="Agent-only limits that customers can read",
          means="Customers learn how far an agent may go, and ask for it."),
    Check(code=findability.UNFINDABLE, title="Passages no question finds",
          means="Customers ask and do not get this text."),
    Check(code=dense.LONG, title="Sentences that are too long",
          means="Customers stop reading before the point, and write again."),
    Check(code=dense.LEGAL, title="Wording that reads like a contract",
          means="Customers do not see who has to do what."),
    Check(code=unanswered.UNANSWERED, title="Rules without an answer of their own",
          means="Customers get the page's words instead of a sentence about their order."),
    Check(code=routing.UNREACHABLE, title="Routing rules that are never reached",
          means="Messages go where an earlier rule sends them, and nobody notices."),
    Check(code=tiers.TIER, title="Parameters against the contracted tier",
          means="No effect on customers: each difference has to be kept up by hand."),
)  # fmt: skip

BY_CODE = {check.code: check for check in CATALOGUE}
