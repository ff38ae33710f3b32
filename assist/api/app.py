"""The FastAPI application: routes, error shape, warm-up before the first request."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

from assist.api import errors, health, orders, suggestions, triages
from assist.bootstrap import Services


def create(services: Services) -> FastAPI:
    """Return the application over these services; every client is loaded before it accepts a request."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(services.warm_up)
        _ = services.store
        yield
        services.store.close()

    app = FastAPI(title="Agent assist", version="0.1.0", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.state.services = services
    errors.install(app)
    for module in (suggestions, triages, orders, health):
        app.include_router(module.router)
    return app
