"""Who runs a command, for the record of what was done."""

import getpass


def this_user() -> str:
    """Return the user of this shell."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container may run as a number without a name
        return "unknown"
