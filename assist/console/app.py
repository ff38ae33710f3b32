"""The application a person opens: the HTTP API and the console's pages."""

from fastapi import FastAPI

from assist.api.app import create as create_api
from assist.bootstrap import Services
from assist.console import trying


def create(services: Services) -> FastAPI:
    """Return the API with the console's pages on it."""
    app = create_api(services)
    app.include_router(trying.router)
    return app
