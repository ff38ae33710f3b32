"""Templates rendered into whole pages: everything escaped, nothing loaded from elsewhere, no scripts."""

from functools import lru_cache
from typing import Any

import jinja2


def rendered(template: str, **shown: Any) -> str:
    """Return one of the templates beside this module with what it shows; a name it lacks is an error."""
    return _environment().get_template(template).render(**shown)


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("evals.reports"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["words"] = lambda code: str(code).replace("_", " ")
    return environment
