"""Services for a command, with what a person waits for said on standard error."""

import os
import sys

from assist.bootstrap import Services, build
from assist.settings import Settings, from_environment


def settings() -> Settings:
    """Read the settings from the environment."""
    return from_environment(os.environ)


def open_services() -> Services:
    """Build the services; the first start exports the encoder, which takes a while and is said."""
    read = settings()
    if not (read.data_dir / "encoders").exists() and sys.stderr.isatty():
        print("First start: preparing the encoder once, about 20 seconds ...", file=sys.stderr)
    return build(read)
