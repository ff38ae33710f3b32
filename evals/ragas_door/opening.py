"""How the door is opened: with ragas' tracking off, and said in one sentence when ragas is not there."""

import os
from importlib import resources

from assist.errors import Unavailable
from assist.ports import Encoder
from evals.judging.metrics import Scorer

EXTRA = "pip install '.[eval]'"


def open_door(encoder: Encoder) -> Scorer:
    """Return what measures with ragas, embedding with our own encoder. Raises: Unavailable when it does not load."""
    os.environ["RAGAS_DO_NOT_TRACK"] = "true"  # read once, when ragas is imported
    os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"  # whoever imports litellm first fetches a price list otherwise
    try:
        from evals.ragas_door import scoring  # 2 s, and 800 MB on disk that only judges need
    except Exception as error:  # a missing package, or one of its hundred that does not fit the others
        named = f" ({error.name})" if isinstance(error, ModuleNotFoundError) and error.name else ""
        why = f"ragas cannot be imported: {type(error).__name__}{named}. It comes with the extra `eval`: {EXTRA}"
        raise Unavailable(why, code="ragas_missing") from error
    return scoring.Ragas(encoder)


def instruction() -> str:
    """Return what every judge is told first."""
    return prompt("judge.v1.md").strip()


def prompt(name: str) -> str:
    """Return a prompt file of this door."""
    return resources.files("evals").joinpath("ragas_door/prompts", name).read_text(encoding="utf-8")
