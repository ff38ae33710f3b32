"""`assist triage` for Norrfell in this process, over the data of services that are open already."""

from typing import Any

from typer.testing import CliRunner

from assist.bootstrap import Services
from assist.cli.app import app


def command(services: Services, *arguments: str, given: str = "") -> Any:
    environment = {
        "ASSIST_DATA_DIR": str(services.settings.data_dir),
        "ASSIST_KNOWLEDGE_DIR": str(services.settings.knowledge_dir),
    }
    return CliRunner().invoke(app, ["triage", "-c", "norrfell", *arguments], input=given, env=environment)
