"""Which version of this program runs. `pyproject.toml` states it; everybody else asks here."""

from functools import cache
from importlib import metadata

DISTRIBUTION = "agent-assist"


@cache
def version() -> str:
    """Return the installed version, such as `0.1.0`."""
    return metadata.version(DISTRIBUTION)
