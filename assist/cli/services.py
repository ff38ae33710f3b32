"""Services for a command."""

import os

from assist.bootstrap import Services, build, has_live_version
from assist.settings import Settings, from_environment


def settings() -> Settings:
    """Read the settings from the environment."""
    return from_environment(os.environ)


def open_services() -> Services:
    """Build the services; the first start exports the encoder, which takes a while and is said in the log."""
    return build(settings())


def ensure_baseline(client_id: str) -> None:
    """Publish a client's folder as it stands when nothing is live for it yet: what changes after waits for `kb publish`.

    Raises: NotFound for an unknown client; BadKnowledge naming file and line when its folder is broken.
    """
    read = settings()
    if not has_live_version(read, client_id):
        build(read).ensure_baseline(client_id)
