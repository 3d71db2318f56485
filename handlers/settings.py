"""/settings: what holds in this chat, for everybody to read; and its buttons, for those who may change it."""

from telegram import Update

from bot.core import wishes
from bot.messages import settings_pages as pages
from bot.messages.message import Message
from bot.messages.phrases import phrases
from bot.messages.settings import GROUPS, Settings
from handlers.buttons import show_instead
from handlers.context import Context, Request, begin

ZONE_WORDS = ("zone", "fuseau")


async def settings(update: Update, context: Context) -> None:
    """What holds now, above the buttons that change it; or a time zone that is named in the command."""
    request = await begin(update, context)
    word, _, named = request.argument.partition(" ")
    if word.lower() in ZONE_WORDS and named.strip():
        await _choose_zone(request, named.strip())
    else:
        await request.reply(await _page(request, wishes.ZONE if word.lower() in ZONE_WORDS else pages.MAIN))


async def press_setting(update: Update, context: Context) -> None:
    """A button of the settings: another page, or another value. Whether one may is asked at each press."""
    request = await begin(update, context)
    if not await request.may_change(settings=True):
        return
    field, _, value = request.carried.partition(":")
    try:
        shown = await _fulfilled(request, field, value)
    except ValueError:
        await request.toast("toast-stale")
        return
    await request.acknowledge()
    await show_instead(request, shown)


async def _fulfilled(request: Request, field: str, value: str) -> Message:
    """Do what a button asks for, and show what holds then. Raises ValueError where that is not understood."""
    if field == pages.PAGE:
        return await _page(request, value)
    if field == pages.LANGUAGE:
        await _speak(request, value)
    else:
        await _change(request, field, value)
    return await _page(request, pages.page_after(field))


async def _change(request: Request, field: str, value: str) -> None:
    if field == wishes.WHO and request.about.kind not in GROUPS:
        raise ValueError("only a group has members who follow")
    store, now = request.desk.store, request.desk.clock()
    await store.preferences.change(request.about.id, now, lambda old: wishes.apply(old, field, value, now))
    request.reconsider()
    request.desk.courier.wake()


async def _speak(request: Request, language: str) -> None:
    if language not in pages.LANGUAGES:
        raise ValueError(f"no such language: {language[:20]!r}")
    await request.desk.store.chats.speak(request.about.id, language)
    request.reconsider()
    if not request.elsewhere:
        request.words = phrases(language)


async def _choose_zone(request: Request, named: str) -> None:
    if not await request.may_change(settings=True):
        return
    try:
        await _change(request, wishes.ZONE, wishes.zone_named(named))
    except ValueError:
        await request.say("settings-unknown-zone", zone=named[:40])
        return
    await request.reply(await _page(request, pages.MAIN))


async def _page(request: Request, name: str) -> Message:
    store, about = request.desk.store, request.about
    preferences, language = await store.preferences.of(about.id), await store.chats.language(about.id)
    shown = Settings(preferences, about.kind, language, request.desk.clock())
    return pages.page(request.words, shown, name)
