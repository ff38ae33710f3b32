"""`GET /healthz`: the process answers. `GET /readyz`: the version that answers for each client."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from assist.api.deps import Wired

router = APIRouter()


@router.get("/healthz")
def healthz() -> dict[str, str]:
    """Say that the process is alive."""
    return {"status": "ok"}


@router.get("/readyz")
def readyz(wired: Wired) -> JSONResponse:
    """Name the version that answers for each client, and say where it is not the live one and why."""
    versions = {client_id: served.version.id for client_id, served in sorted(wired.live.known().items())}
    faults = wired.live.faults()
    if not faults:
        return JSONResponse({"status": "ok", "versions": versions})
    return JSONResponse({"status": "degraded", "versions": versions, "degraded": faults})
