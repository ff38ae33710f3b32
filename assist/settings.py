"""What the environment configures, read once at an edge. Nothing below bootstrap sees it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from assist.domain.base import Frozen
from assist.errors import BadInput

PREFIX = "ASSIST_"
DEFAULT_ENCODER = "all-MiniLM-L6-v2"


class Settings(Frozen):
    """One field per `ASSIST_*` variable; the README lists them all."""

    data_dir: Path = Path("var")
    knowledge_dir: Path = Path("knowledge")
    database_url: Annotated[str, Field(repr=False)] = ""
    """SQLAlchemy URL, perhaps with a password; empty: SQLite in `data_dir`."""
    encoder: str = DEFAULT_ENCODER
    """The packaged model's name, another sentence-transformers model name, or a folder."""
    encoder_threads: Annotated[int, Field(ge=1, le=64)] = 2
    """Texts of one request encoded at once, each on one core."""
    llm: str = ""
    """A litellm model name; empty: drafts are composed without a model."""
    llm_fallbacks: str = ""
    """Further models, comma separated, asked when the first gives no answer; `model@base` where it is served elsewhere."""
    llm_api_base: str = ""
    llm_api_key: Annotated[str, Field(repr=False)] = ""
    llm_deadline_s: Annotated[float, Field(gt=0, le=600)] = 8.0
    judge: str = ""
    """A litellm model name: what `assist eval judge` asks. Never the writer by default: nobody judges their own work."""
    judge_api_base: str = ""
    judge_api_key: Annotated[str, Field(repr=False)] = ""
    triage_model: bool = False
    """Whether the model is asked about messages whose intent the heads are unsure of."""
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8080
    max_body_bytes: Annotated[int, Field(ge=1024)] = 2 * 1024 * 1024

    @property
    def database(self) -> str:
        """The SQLAlchemy URL in force."""
        return self.database_url or f"sqlite:///{self.data_dir / 'assist.db'}"


def from_environment(environment: Mapping[str, str]) -> Settings:
    """Read the settings. Raises: BadInput naming the variable that does not parse or does not exist."""
    given = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environment.items()
        if name.startswith(PREFIX) and value != ""
    }
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = PREFIX + str(first["loc"][0]).upper()
        reason = "is not a setting" if first["type"] == "extra_forbidden" else first["msg"]
        raise BadInput(f"{name}: {reason}", code="setting_invalid", path=name) from None
