"""`GET /healthz`: the process answers. `GET /readyz`: every client is loaded, with its live version."""

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
    """Name the live version of each client."""
    versions = {client_id: wired.version(client_id).id for client_id in wired.client_ids()}
    return JSONResponse({"status": "ok", "versions": versions})
