"""/feed: the private address at which a chat's alerts and terms are read without Telegram.

It is shown in private alone, for whoever knows it reads the feed. That of a group or a channel is shown to those who
command it from there.
"""

from bot.messages.feeds import feed_screen
from bot.messages.keyboards import FEED_CLOSE, FEED_NEW, FEED_OPEN
from handlers.common.begin import Request
from handlers.common.buttons import show_instead


async def feed(request: Request) -> None:
    """Show the address, or offer to open one."""
    public = request.services.public
    if public is None:
        await request.say("feed-none")
    elif not request.private:
        await request.say("feed-elsewhere")
    else:
        token = await request.services.store.feeds.token_of(request.about.id)
        await request.reply(feed_screen(request.words, public, token))


async def press_feed(request: Request) -> None:
    """Open the feeds, give them a new address, or close them."""
    public, feeds = request.services.public, request.services.store.feeds
    if public is None or not request.private or request.carried not in (FEED_OPEN, FEED_NEW, FEED_CLOSE):
        await request.toast("toast-stale")
        return
    await request.acknowledge()
    chat, now, token = request.about.id, request.services.clock(), None
    if request.carried == FEED_OPEN:
        token = await feeds.open(chat, now)
    elif request.carried == FEED_NEW:
        token = await feeds.renew(chat, now)
    else:
        await feeds.close(chat)
    await show_instead(request, feed_screen(request.words, public, token))
