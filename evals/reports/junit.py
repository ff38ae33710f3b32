"""The report as JUnit XML: a test case a case, one for the gate, one for each suite; what a build server shows."""

from xml.etree import ElementTree as xml

from assist.domain.evaluation import Verdict
from evals.evaluation import Evaluation
from evals.reports import words


def written(found: Evaluation) -> str:
    """Return the XML; without times, so that it is the same twice."""
    root = xml.Element("testsuites", name="assist eval gate")
    _gate(root, found)
    _cases(root, found)
    _suites(root, found)
    xml.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + xml.tostring(root, encoding="unicode") + "\n"


def _gate(root: xml.Element, found: Evaluation) -> None:
    suite = xml.SubElement(root, "testsuite", name=f"gate {found.client_id}", tests="1")
    case = xml.SubElement(suite, "testcase", classname=f"gate.{found.client_id}", name=str(found.key.version_id))
    says = "\n".join(_text(reason.says) for reason in found.reasons)
    if found.verdict is Verdict.ERROR:
        xml.SubElement(case, "error", message=words.title(found)).text = says
    elif found.verdict is not Verdict.SHIP:
        xml.SubElement(case, "failure", message=words.title(found), type=str(found.verdict)).text = says
    _count(suite)


def _cases(root: xml.Element, found: Evaluation) -> None:
    suite = xml.SubElement(root, "testsuite", name=f"cases {found.client_id}", tests=str(len(found.scores)))
    lost = {one.case_id: one for one in found.losses}
    for score in found.scores:
        case = xml.SubElement(suite, "testcase", classname=f"cases.{found.client_id}", name=score.case_id)
        if score.case_id in found.unscored:
            xml.SubElement(case, "error", message="could not be scored")
        elif score.case_id in lost:
            change = lost[score.case_id]
            node = xml.SubElement(case, "failure", message=_text(words.worse(change)), type="lost")
            node.text = _text("\n".join(change.why))
        elif score.after < 1 and score.before is not None and score.before >= score.after:
            xml.SubElement(case, "skipped", message="fails with the live version too")
        elif score.after < 1 and score.before is None:
            xml.SubElement(case, "failure", message="not as expected", type="first")
    _count(suite)


def _suites(root: xml.Element, found: Evaluation) -> None:
    for one in found.suites:
        suite = xml.SubElement(root, "testsuite", name=f"{one.name} {found.client_id}", tests="1")
        case = xml.SubElement(suite, "testcase", classname=f"suites.{found.client_id}", name=one.name)
        if one.unscored:
            xml.SubElement(case, "error", message=_text(one.unscored))
        elif one.violations:
            says = "\n".join(f"{each.where}: {each.says}" for each in one.violations)
            xml.SubElement(case, "failure", message=f"{len(one.violations)} violation(s)").text = _text(says)
        _count(suite)


def _count(suite: xml.Element) -> None:
    for kind, name in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
        suite.set(name, str(len(suite.findall(f"testcase/{kind}"))))


def _text(text: str) -> str:
    """Return what XML can hold: control characters have no place in it."""
    return "".join(char for char in text if char >= " " or char in "\n\t")
