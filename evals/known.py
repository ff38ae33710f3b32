"""What a version said of its cases, kept: the live version need not be asked again for every candidate.

An answer counts for exactly one version, set of cases, encoder and code; anything else is asked anew.
"""

import hashlib
import logging
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from assist.domain.base import VersionId
from evals.outcomes import Outcome

_OUTCOMES = TypeAdapter(list[Outcome])
_CODE = (Path(__file__).parent, Path(__file__).parent.parent / "assist")
MOST_KEPT = 8
"""Files a client: one is a megabyte, and only the newest are asked for."""
_log = logging.getLogger("evals")


class KnownOutcomes:
    """One client's kept answers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, version_id: VersionId, case_digest: str, encoder: str) -> list[Outcome] | None:
        """Return what is kept, None when nothing is or it does not read."""
        file = self._file(version_id, case_digest, encoder)
        try:
            return _OUTCOMES.validate_json(file.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValidationError) as error:
            _log.warning("%s is not readable (%s): asking again", file.name, type(error).__name__)
            return None

    def keep(self, version_id: VersionId, case_digest: str, encoder: str, outcomes: Sequence[Outcome]) -> None:
        """Keep answers; a disk that is full costs the memory and nothing else."""
        file = self._file(version_id, case_digest, encoder)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            beside = file.with_suffix(".part")
            beside.write_bytes(_OUTCOMES.dump_json(list(outcomes)))
            beside.replace(file)
            for old in sorted(self._folder.glob("*.json"), key=lambda one: -one.stat().st_mtime)[MOST_KEPT:]:
                old.unlink(missing_ok=True)
        except OSError as error:
            _log.warning("%s cannot be kept: %s", file.name, error.strerror)

    def _file(self, version_id: VersionId, case_digest: str, encoder: str) -> Path:
        mark = hashlib.sha256(f"{case_digest} {encoder} {revision()}".encode()).hexdigest()[:12]
        return self._folder / f"{version_id}-{mark}.json"


@lru_cache(maxsize=1)
def revision() -> str:
    """Return a digest of the code that answers and judges: the same for the same code, whoever packed it."""
    digest = hashlib.sha256()
    for folder in _CODE:
        for file in sorted(folder.rglob("*.py")):
            digest.update(str(file.relative_to(folder)).encode() + file.read_bytes())
    return digest.hexdigest()[:12]
