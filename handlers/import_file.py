"""A file of /export that is sent back: say what it holds, and follow its questions again after a confirming tap.

The file is not stored in between: the press finds it in the message that the button's message answers.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from telegram import Document

from bot.core.export import MOST_BYTES, BadFile, Loaded, Reason, Wanted, load
from bot.core.export_watches import WantedWatch
from bot.core.following import FollowedMany
from bot.core.preferences import Preferences
from bot.core.watch import NoRoomForWatches, Watch
from bot.messages.importing import ALL, FOLLOWS, BegunWatches, done, offer
from bot.messages.keyboards import NO
from bot.messages.message import Message as Text
from bot.messages.settings import GROUPS, SettingsView
from bot.transport.files import fetch
from handlers.common.begin import Request
from handlers.common.buttons import show_instead

AT_ONCE = 20
"""Questions that are followed in one transaction: other requests have their turn in between."""


async def received(request: Request) -> None:
    """Offer to follow what a file of /export holds. Another program's file is answered in private alone."""
    document = request.message.document if request.message else None
    if document is None:
        return
    try:
        loaded = await _read(request, document)
    except BadFile as bad:
        if request.private or bad.is_ours:
            await request.reply(_refusal(request, bad))
        return
    await request.reply(await _offer(request, loaded), linked=True)


async def other_file(request: Request) -> None:
    """Say, in private, that another kind of file cannot be read."""
    await request.say("import-bad-kind")


async def press_import(request: Request) -> None:
    """Follow the questions of the file, with or without taking over its settings; or cancel."""
    choice, document = request.carried, _answered(request)
    if choice not in (FOLLOWS, ALL, NO) or (document is None and choice != NO):
        await request.toast("toast-stale")
        return
    await request.acknowledge()
    if document is None or choice == NO:
        await show_instead(request, Text(request.words.say("import-cancelled")))
        return
    try:
        loaded = await _read(request, document)
    except BadFile as bad:
        await request.reply(_refusal(request, bad))
        return
    await _take_over(request, loaded, with_settings=choice == ALL)


async def _take_over(request: Request, loaded: Loaded, with_settings: bool) -> None:
    many = await _follow(request, loaded.follows)
    begun = await _begin(request, loaded.watches)
    if request.again:  # the first attempt may have followed them
        many = replace(many, new=many.new + many.already, already=0)
    wished = loaded.preferences if with_settings else None
    if wished is not None:
        await _adopt(request, wished)
    request.services.courier.wake()
    most = request.services.most_follows
    said = done(request.words, many, most, adopted=wished is not None, watches=begun)
    await show_instead(request, said)


async def _follow(request: Request, wanted: Sequence[Wanted]) -> FollowedMany:
    many, now, most = FollowedMany(), request.services.clock(), request.services.most_follows
    for start in range(0, len(wanted), AT_ONCE):
        some = [(each.question, each.comments_muted) for each in wanted[start : start + AT_ONCE]]
        follows = request.services.store.follows
        many += await follows.follow_many(request.about.id, some, now, request.thread_of_follow, most)
    return many


async def _begin(request: Request, wanted: Sequence[WantedWatch]) -> BegunWatches:
    """Begin the watches that the chat does not have; those that it has stay as they are."""
    watches, about = request.services.store.watches, request.about.id
    now, most, thread = request.services.clock(), request.services.most_watches, request.thread_of_follow
    new = _lacking(wanted, await watches.of(about))
    for at, each in enumerate(new):
        try:
            watch = await watches.add(about, each.query, each.wants, each.rhythm, thread, now, most)
        except NoRoomForWatches:
            return BegunWatches(at, len(new) - at, most)
        if each.is_paused:
            await watches.change(watch, is_paused=True, now=now)
    return BegunWatches(len(new), 0, most)


def _lacking(wanted: Sequence[WantedWatch], had: Sequence[Watch]) -> list[WantedWatch]:
    known = {watch.query.key for watch in had}
    return [each for each in wanted if each.query.key not in known]


async def _adopt(request: Request, wished: Preferences) -> None:
    store, now = request.services.store, request.services.clock()
    await store.preferences.change(request.about.id, now, lambda old: _as_here(request, wished, old))
    request.reconsider()


async def _offer(request: Request, loaded: Loaded) -> Text:
    store, about = request.services.store, request.about
    followed = await store.follows.ids(about.id)
    here = sum(each.question in followed for each in loaded.follows)
    old = await store.preferences.of(about.id)
    new = old if loaded.preferences is None else _as_here(request, loaded.preferences, old)
    settings = None if new == old else SettingsView(new, about.kind, about.language, request.services.clock())
    lacking = _lacking(loaded.watches, await store.watches.of(about.id))
    return offer(request.words, loaded, here, settings, len(lacking))


def _as_here(request: Request, wished: Preferences, old: Preferences) -> Preferences:
    """The file's preferences for this chat: its own pause stays, and who may follow is taken over in a group alone."""
    everybody = wished.everybody if request.about.kind in GROUPS else old.everybody
    return replace(wished, paused_until=old.paused_until, everybody=everybody)


async def _read(request: Request, document: Document) -> Loaded:
    """Fetch and read the file. Raises BadFile."""
    if (document.file_size or 0) > MOST_BYTES:
        raise BadFile(Reason.TOO_BIG)
    content = await fetch(request.context.bot, document.file_id, MOST_BYTES)
    return await asyncio.to_thread(load, content, request.services.current)


def _refusal(request: Request, bad: BadFile) -> Text:
    return Text(request.words.say(f"import-bad-{bad.reason}"))


def _answered(request: Request) -> Document | None:
    """The file that the pressed button is about; None where Telegram no longer shows it."""
    asked = request.shown.reply_to_message if request.shown else None
    return None if asked is None else asked.document
