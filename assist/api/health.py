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
    """Name the version that answers for each client, and say where it is not the live one and why.

    `unopened` are the clients no request has needed yet: the first one makes or loads their version.
    """
    versions = {client_id: served.version.id for client_id, served in sorted(wired.live.known().items())}
    faults = wired.live.faults()
    unopened = [client_id for client_id in wired.client_ids() if client_id not in {*versions, *faults}]
    return JSONResponse(
        {
            "status": "degraded" if faults else "ok",
            "versions": versions,
            **({"degraded": faults} if faults else {}),
            **({"unopened": unopened} if unopened else {}),
        }
    )
