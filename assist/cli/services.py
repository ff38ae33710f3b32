"""Services for a command."""

import os

from assist.bootstrap import Services, build
from assist.settings import Settings, from_environment


def settings() -> Settings:
    """Read the settings from the environment."""
    return from_environment(os.environ)


def open_services() -> Services:
    """Build the services; the first start exports the encoder, which takes a while and is said in the log."""
    return build(settings())
