"""The report as one HTML file: everything a person needs in it, nothing from elsewhere, nothing of a case able to break it."""

import re
from datetime import timedelta
from html.parser import HTMLParser

from assist.domain.evaluation import Verdict
from evals.comparison import CaseChange, compared, grouped
from evals.evaluation import CaseScore, Coverage, Evaluation, Reason, Run, Scope, SuiteResult
from evals.outcomes import DecisionSaid, Said, Violation
from evals.reports import html, sides
from evals.scorers.labels import INTENT
from evals.scorers.totals import Totals, totals
from evals.scores import Label, Part
from tests.evals.made import NOON, case, differences, evaluation, item, outcome, said

ATTACK = "<script>alert(1)</script>"
VOID = {"meta", "br"}


class Page(HTMLParser):
    """What a page holds: its elements, the ids to link to, the links, and whether every element is closed."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.links += [value for name in ("href", "src") if (value := given.get(name))]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def changed(name: str, asked: str, *, is_lost: bool = True) -> CaseChange:
    before = outcome(name, said("You have 30 days to return it."), evidence=("returns#window",))
    wrong = {Part.REPLY: f"does not say {ATTACK}"} if is_lost else {}
    after = outcome(name, said(f"You have 45 days to return it. {ATTACK}"), evidence=("returns#window",), wrong=wrong)
    request = {"client_id": "norrfell", "now": NOON.isoformat(), "messages": [{"id": "m1", "text": asked}]}
    return compared({name: case(name, request=request)}, [before], [after], differences(item()))[0]


def measured(confidence: float) -> Totals:
    labels = (
        Label(name=INTENT, expected="return/request", said="return/request", confidence=confidence),
        Label(name=INTENT, expected="order/status", said="return/request", confidence=0.4),
    )
    return totals([outcome(f"a-{at}").model_copy(update={"scores": (one,)}) for at, one in enumerate(labels)])


def whole(count: int = 1) -> Evaluation:
    changes = [changed(f"a-{at}", f"can it go back? {ATTACK}") for at in range(count)]
    return evaluation(
        brand=f"Norrfell {ATTACK}",
        changes=tuple(changes),
        groups=tuple(grouped(changes)),
        violations=(Violation(code="unsupported_claim", where="a-1", says=f"says {ATTACK}"),),
        coverage=(
            Coverage(item="returns#window", label="30 day -> 45 day", alters=True, touched=1, telling=(), needed=2),
        ),
        proposals=(case("p-1").model_dump_json(exclude_defaults=True), f"no case {ATTACK}"),
        suites=(SuiteResult(name="leak", probes=4),),
        before=measured(0.9),
        after=measured(0.8),
        scores=(CaseScore(case_id="a-0", before=1.0, after=0.5),),
    )


def first() -> Evaluation:
    return evaluation(
        Verdict.SHIP,
        against=None,
        scope=Scope.FIRST,
        reasons=(),
        scores=(CaseScore(case_id="a-1", before=None, after=0.5),),
    )


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.S).split())


def test_what_a_customer_a_page_or_a_case_wrote_is_shown_and_never_run() -> None:
    page = html.written(whole())

    assert "script" not in Page(page).tags
    assert "can it go back? &lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_file_needs_nothing_from_elsewhere() -> None:
    page = Page(html.written(whole()))

    assert not {"link", "img", "iframe", "object"} & set(page.tags)
    assert all(link.startswith("#") for link in page.links)


def test_every_element_is_closed_and_every_link_leads_to_a_place_of_its_own() -> None:
    page = Page(html.written(whole(count=12)))

    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links} <= set(page.ids)


def test_all_but_the_footer_is_the_same_twice() -> None:
    later = Run(at=NOON + timedelta(hours=1), by="Bea", seconds=9.0, median_ms=8.0, slowest_ms=9.0, cost_usd=0.0)
    one, other = (html.written(found) for found in (whole(), whole().model_copy(update={"run": later})))

    assert one != other
    assert one.partition("<footer>")[0] == other.partition("<footer>")[0]


def test_the_verdict_comes_first_and_the_statistics_last_and_folded() -> None:
    page = html.written(whole())

    parts = ["must not go live", "1 case got worse", "Take it back.", 'id="worse"', 'id="changed"', 'id="coverage"']
    parts += ['id="suites"', 'id="scores"', "<details><summary>Statistics"]
    assert [page.index(part) for part in parts] == sorted(page.index(part) for part in parts)


def test_an_answer_stands_beside_the_other_with_what_differs_marked() -> None:
    page = html.written(whole())

    assert "You have <del>30</del> days to return it.</p>" in page
    assert "You have <ins>45</ins> days to return it. <ins>&lt;script" in page


def test_the_answers_of_one_cause_stand_together_and_are_folded_after_a_few() -> None:
    shown = text_of(html.written(whole(count=html.UNFOLDED + 3)))

    assert f"g1 30 day -&gt; 45 day: {html.UNFOLDED + 3} answers, {html.UNFOLDED + 3} worse" in shown
    assert "3 more of this cause" in shown


def test_charts_show_both_versions_and_say_every_figure_in_words() -> None:
    page = html.written(whole())

    assert "live: confidence 90%, right 100%, 1 cases" in page
    assert "candidate: confidence 80%, right 100%, 1 cases" in page
    assert "candidate: wrong 50.0% of the surest 100%" in page


def test_a_proposed_case_is_told_in_words_and_any_other_line_as_it_stands() -> None:
    shown = text_of(html.written(whole()))

    assert "can it go back? email must say 30 days" in shown
    assert "no case &lt;script&gt;" in shown


def test_a_command_is_shown_as_one_and_a_sentence_as_a_sentence() -> None:
    command = evaluation(reasons=(Reason(code="x", says="y", next_step="assist kb build -c norrfell"),))

    assert "<code>assist kb build -c norrfell</code>" in html.written(command)
    assert "<b>Next:</b> Take it back." in html.written(evaluation())


def test_a_first_version_says_that_there_is_nothing_to_compare_with() -> None:
    page = html.written(first())

    assert "nothing is live to compare it with" in text_of(page)
    assert "Cases not answered as expected (1)" in text_of(page)
    assert 'id="changed"' not in page


def test_no_changed_answer_is_said_in_words() -> None:
    assert "Every case that was asked is answered as before." in html.written(evaluation(Verdict.SHIP, reasons=()))


def test_scores_over_touched_cases_alone_say_so() -> None:
    assert "compare with no other report" in html.written(evaluation(scope=Scope.TOUCHED))


def test_a_suite_that_could_ask_nothing_says_so() -> None:
    shown = text_of(html.written(evaluation(suites=(SuiteResult(name="leak", probes=0),))))

    assert "leak suite: nothing to ask (no other client lies in this folder)" in shown


def test_a_case_that_crashed_has_a_place_too() -> None:
    crashed = changed("a-1", "hello").model_copy(update={"after": None})

    page = html.written(evaluation(changes=(crashed,), groups=tuple(grouped([crashed]))))

    assert "(crashed)" in page


def decided(**stated: str) -> Said:
    decision = DecisionSaid(
        intent="return/request", workflow="return", outcome="eligible", rule_id="return.window", stated=stated
    )
    return said(decisions=(decision,))


def test_of_a_decision_only_what_differs_is_named() -> None:
    before, after = decided(last_day="2026-12-04", path="refund"), decided(last_day="2026-12-19", path="refund")

    found = sides.answers(before, after, ("decision",))

    assert found.is_same_text
    assert [(one.what, one.before, one.after) for one in found.beside] == [
        (
            "decision on return/request",
            "eligible by return.window, last day 2026-12-04",
            "eligible by return.window, last day 2026-12-19",
        )
    ]


def test_a_passage_quoted_otherwise_shows_the_quotes_and_another_passage_its_name() -> None:
    live = said(cites={"returns#window": "within 30 days"})
    quoted = sides.answers(live, said(cites={"returns#window": "within 45 days"}), ("citation",))
    cited = sides.answers(live, said(cites={"gifts#window": "within 30 days"}), ("citation",))

    assert [(one.what, one.before, one.after) for one in quoted.beside] == [
        ("quoted", "within 30 days", "within 45 days")
    ]
    assert [(one.what, one.before, one.after) for one in cited.beside] == [("cited", "returns#window", "gifts#window")]
