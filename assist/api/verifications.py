"""`POST /v1/verify`: a draft, whoever wrote it, checked claim by claim."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from assist import verifying
from assist.api.deps import Body, Wired, answered
from assist.bootstrap import Services, new_id
from assist.domain.verification import VerifyRequest

router = APIRouter(prefix="/v1")


@router.post("/verify")
async def verify(parsed: Body, wired: Wired) -> JSONResponse:
    """Return claims with what supports them, promises with who keeps them, and a warning for each that does not stand."""
    return await answered(VerifyRequest, parsed, wired, _verify)


def _verify(wired: Services, client_id: str, request: VerifyRequest) -> dict[str, Any]:
    version = wired.version(client_id)
    verified = verifying.verify_for(version, request)
    return {
        "id": new_id("vf"),
        "client_id": client_id,
        "knowledge_version": version.id,
        **verified.check.model_dump(mode="json"),
        "warnings": [warning.model_dump(mode="json") for warning in verified.warnings],
    }
