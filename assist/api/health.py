"""`GET /healthz`: the process answers. `GET /readyz`: the version that answers for each client, and what it stands on."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from assist.api.deps import Wired
from assist.publishing.footing import Evaluated

router = APIRouter()


@router.get("/healthz")
def healthz() -> dict[str, str]:
    """Say that the process is alive."""
    return {"status": "ok"}


@router.get("/readyz")
def readyz(wired: Wired) -> JSONResponse:
    """Name the version that answers for each client, and say where it is not the live one and why.

    `unopened` are the clients no request has needed yet: the first one makes or loads their version. `evaluations`
    names those that answer without an evaluation that counts for them as this server runs.
    """
    versions = {client_id: served.version.id for client_id, served in sorted(wired.live.known().items())}
    faults = wired.live.faults()
    unopened = [client_id for client_id in wired.client_ids() if client_id not in {*versions, *faults}]
    evaluations = {
        client_id: footing.model_dump(mode="json", exclude_none=True)
        for client_id, footing in sorted(wired.footings().items())
        if footing.evaluation is not Evaluated.PASSED
    }
    return JSONResponse(
        {
            "status": "degraded" if faults else "ok",
            "versions": versions,
            **({"degraded": faults} if faults else {}),
            **({"unopened": unopened} if unopened else {}),
            **({"evaluations": evaluations} if evaluations else {}),
        }
    )
