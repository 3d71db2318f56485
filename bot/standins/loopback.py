"""A server on 127.0.0.1, at a port that was free."""

from aiohttp import web

STOP_SECONDS = 0.2
"""How long a running request may still take when the server stops: by then its client has given up."""


class Loopback:
    """Runs an application on loopback alone. A request is cancelled as soon as its client has gone away."""

    def __init__(self, application: web.Application) -> None:
        self._runner = web.AppRunner(
            application, access_log=None, handler_cancellation=True, shutdown_timeout=STOP_SECONDS
        )
        self._url: str | None = None

    @property
    def url(self) -> str:
        """The root of the server, without a slash at its end."""
        if self._url is None:
            raise RuntimeError("not started")
        return self._url

    async def start(self) -> None:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self._url = f"http://{host}:{port}"

    async def stop(self) -> None:
        await self._runner.cleanup()


def hang_up(request: web.Request) -> web.Response:
    """Close the connection; the response that a handler must return goes nowhere."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
