"""Our errors and everybody else's as one JSON shape; never the input, never a traceback."""

import logging
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.middleware.base import RequestResponseEndpoint

from assist.errors import AssistError, Details, place_of

logger = logging.getLogger("assist.api")

_CODES = {404: "not_found", 405: "method_not_allowed"}


def body(code: str, message: str, details: Details | None = None) -> dict[str, Any]:
    """Return the error envelope of the contract."""
    return {"error": {"code": code, "message": message, "details": dict(details or {})}}


def told(error: Exception) -> dict[str, Any]:
    """Return any failure in our shape, and log what is ours to mend: never its words when it is a surprise."""
    if not isinstance(error, AssistError):
        logger.error("unexpected %s at %s", type(error).__name__, place_of(error))
        return body("internal", "something went wrong here; it is logged")
    if error.status >= 500:
        logger.error("%s: %s", error.code, error.message)
    return body(error.code, error.message, error.details)


def install(app: FastAPI) -> None:
    """Answer every failure in our shape."""

    @app.exception_handler(AssistError)
    async def _ours(_request: Request, error: AssistError) -> JSONResponse:
        return JSONResponse(told(error), error.status)

    @app.exception_handler(HTTPException)
    async def _http(_request: Request, error: HTTPException) -> JSONResponse:
        code = _CODES.get(error.status_code, "http_error")
        return JSONResponse(body(code, str(error.detail)), error.status_code, headers=error.headers)

    @app.middleware("http")
    async def _surprises(request: Request, call_next: RequestResponseEndpoint) -> Response:
        # Not an exception handler: after one the server would log the traceback, which may quote customer text.
        try:
            return await call_next(request)
        except Exception as error:
            return JSONResponse(told(error), 500)
