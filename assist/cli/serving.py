"""`assist serve`: the HTTP API on loopback."""

import ipaddress
import logging

import uvicorn

from assist.bootstrap import build
from assist.cli.services import settings
from assist.console.app import create
from assist.errors import BadInput

logger = logging.getLogger("assist.cli")


def run(host: str | None, port: int | None) -> None:
    """Serve until stopped. Raises: BadInput for an address that is not loopback."""
    read = settings()
    address = host or read.host
    if not _is_loopback(address):
        raise BadInput(f"--host {address}: until keys exist the server answers on loopback only")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # Access logs hold only method, path and status; bodies are never logged.
    services = build(read)
    services.warm_up()  # here rather than in the server, so that knowledge of which nothing loads ends with exit code 2
    _ = services.store
    config = uvicorn.Config(
        create(services),
        host=address,
        port=read.port if port is None else port,
        log_level="warning",
        server_header=False,
    )
    bound = config.bind_socket()
    logger.info("starting on %s port %d", *bound.getsockname()[:2])
    uvicorn.Server(config).run(sockets=[bound])


def _is_loopback(address: str) -> bool:
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
