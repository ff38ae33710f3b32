"""The Try page in a real browser: sentences and sources light each other by mouse and by key, feedback is stored."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from assist.bootstrap import Services
from assist.console.app import create
from assist.domain.base import ClientId
from tests.e2e import browser
from tests.e2e.browser import Tab

PATIENCE_S = 20.0
WIDE, NARROW = 1280, 420


@pytest.fixture(scope="module")
def address(services: Services) -> Iterator[str]:
    services.warm_up()
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        bound.listen()
        server = uvicorn.Server(uvicorn.Config(create(services), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{bound.getsockname()[1]}/console/try"
        finally:
            server.should_exit = True
            thread.join(PATIENCE_S)


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    program = browser.found()
    if program is None:
        pytest.skip("no Chromium on this machine")
    with browser.tab(program, Path(tmp_path_factory.mktemp("browser"))) as opened:
        yield opened


def answer(tab: Tab, address: str, *, scene: int = 0, width: int = WIDE) -> None:
    """Start from a scene and ask for its suggestion."""
    tab.open(f"{address}?scene={scene}", width=width)
    tab.run("document.querySelector('button.main').click()")
    tab.wait_for_load()


def lit(tab: Tab) -> list[str]:
    found: list[str] = tab.run("[...document.querySelectorAll('.lit')].map((one) => one.id)")
    return found


def test_a_focused_sentence_lights_its_sources_and_a_source_its_sentences(tab: Tab, address: str) -> None:
    answer(tab, address)
    sentence, source = tab.run(
        "(() => { const one = document.querySelector('.draft a.promise'); return [one.id, one.dataset.lights] })()"
    )

    tab.run(f"document.getElementById('{sentence}').focus()")
    by_sentence = lit(tab)
    first = source.split()[0]
    tab.run(f"document.querySelector('#{first} a').focus()")
    by_source = lit(tab)

    assert set(by_sentence) == {sentence, *source.split()}
    assert {sentence, first} <= set(by_source)


def test_the_tab_key_walks_from_sentence_to_sentence(tab: Tab, address: str) -> None:
    answer(tab, address)
    tab.run("document.querySelector('.draft a').focus()")

    tab.press("Tab")

    assert tab.run("document.activeElement === document.querySelectorAll('.draft a')[1]")
    assert tab.run("document.activeElement.matches(':focus-visible')")


def test_enter_on_a_sentence_leads_to_its_source(tab: Tab, address: str) -> None:
    answer(tab, address)
    tab.run("document.querySelector('.draft a.promise').focus()")

    tab.press("Enter")

    assert tab.run("document.querySelector('.source:target') !== null")


def test_an_edit_typed_into_the_page_is_stored_and_judged(tab: Tab, address: str, services: Services) -> None:
    answer(tab, address)
    identity = tab.run("document.querySelector('[formaction]').getAttribute('formaction').split('/')[3]")

    tab.run("document.getElementById('sent_text').value += '\\n\\nWe refund 99 EUR today.'")
    tab.run("document.querySelector('button[value=edited]').click()")
    tab.wait_for_load()

    assert "We refund 99 EUR today." in tab.run("document.querySelector('.judged .falls').textContent")
    with services.store.begin(ClientId("norrfell"), only_reads=True) as rows:
        assert [one.event.value for one in rows.follow_ups.feedback_of(identity)] == ["edited"]


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("scene", [0, 8, 9, 14])
def test_nothing_is_wider_than_the_window(tab: Tab, address: str, width: int, scene: int) -> None:
    answer(tab, address, scene=scene, width=width)

    assert tab.run("document.documentElement.scrollWidth") <= width


def test_every_field_and_button_has_a_name(tab: Tab, address: str) -> None:
    answer(tab, address)

    nameless = tab.run(
        "[...document.querySelectorAll('input, select, textarea, button')]"
        ".filter((one) => !(one.labels?.length || one.textContent.trim())).map((one) => one.outerHTML)"
    )

    assert nameless == []


def test_what_is_written_stands_out_enough_from_what_is_behind_it(tab: Tab, address: str) -> None:
    answer(tab, address)

    assert tab.run(FAINT) == []


FAINT = """
(() => {
  const light = (rgb) => {
    const [r, g, b] = rgb.map((one) => one / 255).map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const colour = (text) => text.match(/[\\d.]+/g).map(Number);
  const behind = (one) => {
    for (; one; one = one.parentElement) {
      const found = colour(getComputedStyle(one).backgroundColor);
      if (found.length === 3 || found[3] > 0) return found.slice(0, 3);
    }
    return [255, 255, 255];
  };
  return [...document.querySelectorAll("body *")]
    .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()))
    .filter((one) => one.offsetParent !== null)
    .map((one) => {
      const [a, b] = [light(colour(getComputedStyle(one).color).slice(0, 3)), light(behind(one))].sort((x, y) => y - x);
      return [one.tagName + "." + one.className, (a + 0.05) / (b + 0.05)];
    })
    .filter(([, contrast]) => contrast < 4.5);
})()
"""
"""Elements with words whose contrast is below 4.5 to 1. Source: WCAG 2.2, 1.4.3."""
