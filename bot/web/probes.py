"""Probes: `/livez`, whether the process answers at all, and `/readyz`, whether it does its work and why not."""

from collections.abc import Sequence

from aiohttp import web

from bot.web.status import Status


def probes(status: Status) -> Sequence[web.RouteDef]:
    """The routes of the probes. An answer is one line for each reason, and tells nothing of people."""

    async def livez(_request: web.Request) -> web.Response:
        return web.Response(text="alive\n")

    async def readyz(_request: web.Request) -> web.Response:
        if reasons := await status.why_unwell():
            return web.Response(status=503, text="".join(f"{reason}\n" for reason in reasons))
        return web.Response(text="ready\n" if status.leader else "ready, and standing by\n")

    return web.get("/livez", livez), web.get("/readyz", readyz)
