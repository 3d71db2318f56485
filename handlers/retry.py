"""/retry, for the operator: what waits for another try is tried now."""

from handlers.common.begin import Request


async def retry(request: Request) -> None:
    """Try again what could not be sent, and the chats that are out of reach; say how many that makes."""
    services, now = request.services, request.services.clock()
    messages = await services.store.outbox.retry_now(now)
    out_of_reach = await services.store.chats.try_now(now)
    services.courier.wake()
    services.wake_cleanup()
    await request.say("retried", messages=messages, chats=out_of_reach)
