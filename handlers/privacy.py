"""/privacy: what is stored, and why."""

from handlers.common.begin import Request


async def privacy(request: Request) -> None:
    """Say in plain words what is stored of a chat."""
    await request.say("privacy")
