"""Templates rendered, everything escaped; styles and scripts of our own and from nowhere else."""

from functools import lru_cache
from importlib import resources
from typing import Any

import jinja2
from fastapi.responses import HTMLResponse, Response

from assist.console import showing
from assist.domain.enums import Channel
from assist.errors import NotFound

ASSETS = {"try.css": "text/css; charset=utf-8", "try.js": "text/javascript; charset=utf-8"}
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


def page(template: str, *, status_code: int, **shown: Any) -> HTMLResponse:
    """Return a page; no script but ours runs on it, and nothing is loaded from elsewhere."""
    rendered = _environment().get_template(template).render(channels=[one.value for one in Channel], **shown)
    return HTMLResponse(rendered, headers=HEADERS, status_code=status_code)


def asset(name: str) -> Response:
    """Return a style or a script. Raises: NotFound for any other name."""
    if name not in ASSETS:
        raise NotFound("no such file")
    content = resources.files("assist.console").joinpath("assets", name).read_bytes()
    return Response(content, media_type=ASSETS[name], headers={"X-Content-Type-Options": "nosniff"})


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("assist.console"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["words"] = lambda code: str(code).replace("_", " ")
    environment.filters["reason"] = showing.in_words
    environment.globals.update(EVENTS=showing.EVENTS, EDITS=showing.EDITS)
    return environment
