"""The FastAPI application: routes, error shape, warm-up before the first request, live pointers followed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.concurrency import contextmanager_in_threadpool
from starlette.concurrency import run_in_threadpool

from assist import package
from assist.api import (
    errors,
    evals,
    events,
    follow_ups,
    handoffs,
    health,
    knowledge,
    orders,
    searches,
    suggestions,
    tools,
    triages,
    verifications,
)
from assist.api.following import following
from assist.bootstrap import Services


def create(services: Services) -> FastAPI:
    """Return the application over these services; every client that loads is loaded before it accepts a request."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        try:
            await run_in_threadpool(services.warm_up)
            # In a thread: its end waits for a version being loaded, and requests under way need the event loop.
            async with contextmanager_in_threadpool(following(services.refresh)):
                yield
        finally:
            await run_in_threadpool(app.state.evaluations.close)
            services.close()

    app = FastAPI(title="Agent assist", version=package.version(), lifespan=lifespan, docs_url=None, redoc_url=None)
    app.state.services = services
    app.state.evaluations = evals.runs_of(services)
    errors.install(app)
    for module in (
        suggestions,
        triages,
        searches,
        verifications,
        handoffs,
        tools,
        knowledge,
        evals,
        orders,
        events,
        follow_ups,
        health,
    ):
        app.include_router(module.router)
    return app
