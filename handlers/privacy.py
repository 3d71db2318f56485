"""/privacy: what is stored, and why."""

from handlers.common.begin import Request


async def privacy(request: Request) -> None:
    """What is stored of a chat, in plain words."""
    await request.say("privacy")
