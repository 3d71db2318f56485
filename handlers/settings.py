"""/settings: show a chat's settings to everybody there, and change them for those who may."""

import asyncio
from dataclasses import replace
from functools import partial

from bot.core import chambers, preference_edits
from bot.core.rights import Matter
from bot.core.typed_settings import LONGEST, PAGE, Edit, Suggestions
from bot.messages import settings_pages
from bot.messages.message import Message
from bot.messages.phrases import phrases
from bot.messages.settings import GROUPS, SettingsView
from bot.messages.settings_labels import read_edit, suggest
from handlers.common.begin import Request
from handlers.common.buttons import show_instead
from handlers.common.permission import Order


async def settings(request: Request) -> Order:
    """The page of the settings, with its buttons; or the change that the argument asks for in words."""
    if not request.argument:
        return Order(partial(_show, name=settings_pages.MAIN), Matter.READING)
    shown = await _shown(request)
    edit = await asyncio.to_thread(read_edit, request.argument, shown, request.words.language)
    if isinstance(edit, Suggestions):
        return Order(partial(_suggest, suggestions=edit, shown=shown), Matter.READING)
    if edit.field == PAGE:
        return Order(partial(_show, name=edit.value), Matter.READING)
    return Order(partial(_grant, edit=edit), Matter.SETTINGS)


async def press_setting(request: Request) -> None:
    """A button of the settings: show another page, or set a value."""
    field, _, value = request.carried.partition(":")
    try:
        answered, shown = await _fulfilled(request, field, value)
    except ValueError:
        await request.toast("toast-stale")
        return
    await answered.acknowledge()
    await show_instead(answered, shown)


async def _fulfilled(request: Request, field: str, value: str) -> tuple[Request, Message]:
    """Do what a button asks for. Returns the page that shows the result, and the request in the language to answer in.

    Raises ValueError where the button is not understood.
    """
    if field == PAGE:
        return request, await _page(request, value)
    if field == settings_pages.LANGUAGE:
        request = await _speak(request, value)
    else:
        await _change(request, field, value)
    return request, await _page(request, settings_pages.page_after(field))


async def _change(request: Request, field: str, value: str) -> None:
    if field == preference_edits.WHO and request.about.kind not in GROUPS:
        raise ValueError("only a group has members who follow")
    store, now = request.services.store, request.services.clock()
    await store.preferences.change(request.about.id, now, lambda old: preference_edits.apply(old, field, value, now))
    request.reconsider()
    request.services.courier.wake()


async def _speak(request: Request, language: str) -> Request:
    """Set the language of the chat that is meant. Returns the request in the language to answer in."""
    if language not in settings_pages.LANGUAGES:
        raise ValueError(f"no such language: {language[:20]!r}")
    await request.services.store.chats.speak(request.about.id, language)
    request.reconsider()
    return request if request.is_delegated else replace(request, words=phrases(language))


async def _show(request: Request, name: str) -> None:
    await request.reply(await _page(request, name))


async def _suggest(request: Request, suggestions: Suggestions, shown: SettingsView) -> None:
    await request.reply(suggest(request.words, request.argument[:LONGEST], suggestions, shown))


async def _grant(request: Request, edit: Edit) -> None:
    if edit.toggled and request.again:  # begun anew, it would undo what it may have done
        await _show(request, settings_pages.page_after(edit.field))
    else:
        answered, shown = await _fulfilled(request, edit.field, edit.value)
        await answered.reply(shown)


async def _page(request: Request, name: str) -> Message:
    return settings_pages.page(request.words, await _shown(request), name)


async def _shown(request: Request) -> SettingsView:
    store, about = request.services.store, request.about
    preferences, language = await store.preferences.of(about.id), await store.chats.language(about.id)
    unread = frozenset(
        issue.name
        for chamber, issue in chambers.issuing()
        if chamber.archive is not None and store.shared_archives[chamber.archive].is_passed_over
    )
    return SettingsView(preferences, about.kind, language, request.services.clock(), unread)
