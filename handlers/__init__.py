"""The conversation: one thin module a concern. This is the routing table, from commands and buttons to handlers."""

from collections.abc import Iterator
from typing import Any

from telegram import Message, Update
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.core.commands import COMMANDS, OPERATOR_COMMANDS
from bot.core.rights import Matter
from bot.core.table import is_table_name
from bot.messages.announcement import ANNOUNCE, ANNOUNCE_DROP, ANNOUNCE_STOP
from bot.messages.delegation import cancels
from bot.messages.importing import ALL as WITH_SETTINGS
from bot.messages.importing import IMPORT
from bot.messages.keyboards import (
    ALIKE,
    ALIKE_ALL,
    ALIKE_PAGE,
    ALL,
    ALSO,
    CARD,
    CHASE,
    DELEGATION,
    FEED,
    FIGURES,
    FIGURES_AS,
    FIND,
    FIND_AS,
    FOLLOW,
    FOLLOW_AS,
    FORGET,
    LIFE,
    LIST,
    MUTE,
    OTHER,
    OVERDUE,
    OVERDUE_AS,
    QUIET,
    SEE,
    SHOW_AS,
    STATUS_AS,
    STOP,
    SWAP,
    TABLE,
    TEXT,
    UNFOLLOW,
    UNFOLLOW_AS,
    UNMUTE,
    UNQUIET,
    WATCH,
    WATCH_AS,
    WATCH_EXAMPLE,
    WATCH_OPEN,
    WATCH_PAUSE,
    WATCH_RESUME,
    WATCH_STOP,
    WATCHES,
)
from bot.messages.settings_labels import is_setting
from bot.messages.settings_pages import SET
from handlers.alike import press_alike, press_alike_page
from handlers.announce import announce, press_announce, press_drop
from handlers.announce import press_stop as press_announce_stop
from handlers.answer_text import lead_to_text, press_text
from handlers.channel import cancel, channel, chosen, press_delegation
from handlers.chase import press_chase
from handlers.chats import chats
from handlers.common.admission import admit_query
from handlers.common.begin import SERVICES, Context, Services, apologise
from handlers.common.channel_posts import tidily
from handlers.common.permission import Order, Press, Worded, in_silence, permitted
from handlers.direct_messages import turn_away
from handlers.export import export
from handlers.fallback import unknown_button, unknown_command
from handlers.feed import feed, press_feed
from handlers.figures import figures, press_figures, press_figures_as
from handlers.follow import follow, press_also, press_follow, press_follow_as
from handlers.follow_all import press_alike_all, press_all
from handlers.forget import forget, press_forget
from handlers.free_text import pasted, press_show_as
from handlers.health import health
from handlers.import_file import other_file, press_import, received
from handlers.inline import inline
from handlers.life import press_life
from handlers.listing import listing, press_page
from handlers.membership import migrated, my_membership
from handlers.mute import press_mute, press_unmute
from handlers.overdue import overdue, press_overdue, press_overdue_as
from handlers.privacy import privacy
from handlers.quiet import press_quiet, press_unquiet
from handlers.retry import retry
from handlers.search import press_find, press_find_as, search
from handlers.settings import press_setting, settings
from handlers.spelling import SpelledCommand
from handlers.start import start, tell_all
from handlers.status import press_card, press_see, press_status_as, status
from handlers.swap import press_other, press_swap
from handlers.table import press_table, table_sent_back
from handlers.unfollow import press_unfollow, press_unfollow_as, unfollow
from handlers.watch import (
    press_example,
    press_open,
    press_pause,
    press_resume,
    press_stop,
    press_watch,
    press_watch_as,
    press_watches,
    watch,
    watches,
)

__all__ = ["SERVICES", "Context", "Services", "all_handlers", "apologise", "gates"]

# An edited message gives no command: the first version was carried out.
# Telegram forwards a channel's posts to its discussion group: a command in the channel is none in the group.
POSTS = (filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST) & ~filters.IS_AUTOMATIC_FORWARD
# A message that was written elsewhere and is handed on is read, and commands nothing.
HANDED_ON = filters.FORWARDED | filters.VIA_BOT | filters.IS_AUTOMATIC_FORWARD
JSON = filters.Document.FileExtension("json") | filters.Document.MimeType("application/json")
IN_PRIVATE = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
A_TABLE = filters.Document.FileExtension("csv") | filters.Document.MimeType("text/csv")


class _Ours(filters.MessageFilter):
    """A table of ours, by its name. Handed on it has our caption, in which nothing is to be read."""

    def filter(self, message: Message) -> bool:
        return message.document is not None and is_table_name(message.document.file_name)


OURS = _Ours()

HANDLERS: dict[str, Order | Worded] = {
    "start": Worded(start),
    "help": Order(tell_all, Matter.READING),
    "follow": Order(follow, Matter.FOLLOWS),
    "unfollow": Order(unfollow, Matter.FOLLOWS),
    "watch": Order(watch, Matter.FOLLOWS),
    "watches": Order(watches, Matter.READING),
    "list": Order(listing, Matter.READING),
    "status": Order(status, Matter.READING),
    "search": Order(search, Matter.READING),
    "figures": Order(figures, Matter.READING),
    "overdue": Order(overdue, Matter.READING),
    "settings": Worded(settings),
    "export": Order(export, Matter.READING),
    "feed": Order(feed, Matter.FOLLOWS),
    "channel": Order(channel, Matter.READING, at_home=True),
    "privacy": Order(privacy, Matter.READING),
    "forget": Order(forget, Matter.SETTINGS),
}
"""The handler of each of `bot.core.commands`, by its English name, and the right that it needs."""

OPERATOR_HANDLERS = {
    "health": Order(health, Matter.OPERATOR, at_home=True),
    "chats": Order(chats, Matter.OPERATOR, at_home=True),
    "announce": Order(announce, Matter.OPERATOR, at_home=True),
    "retry": Order(retry, Matter.OPERATOR, at_home=True),
}
"""The handler of each of `OPERATOR_COMMANDS`."""

FILE = Order(received, Matter.FOLLOWS, refuse=in_silence, unasked=True)
TABLE_FILE = Order(table_sent_back, Matter.READING)
OTHER_FILE = Order(other_file, Matter.READING)
PASTED = Order(pasted, Matter.READING)
CHOSEN = Order(chosen, Matter.READING, at_home=True)
CANCEL = Order(cancel, Matter.READING, at_home=True)

BUTTONS = {
    FOLLOW: Press(press_follow, Matter.FOLLOWS),
    FOLLOW_AS: Press(press_follow_as, Matter.FOLLOWS),
    STATUS_AS: Press(press_status_as, Matter.READING),
    UNFOLLOW_AS: Press(press_unfollow_as, Matter.FOLLOWS),
    SHOW_AS: Press(press_show_as, Matter.READING),
    ALSO: Press(press_also, Matter.FOLLOWS),
    SWAP: Press(press_swap, Matter.FOLLOWS),
    OTHER: Press(press_other, Matter.FOLLOWS),
    SEE: Press(press_see, Matter.READING),
    CARD: Press(press_card, Matter.READING),
    FIND: Press(press_find, Matter.READING),
    FIND_AS: Press(press_find_as, Matter.READING),
    FIGURES: Press(press_figures, Matter.READING),
    FIGURES_AS: Press(press_figures_as, Matter.READING),
    OVERDUE: Press(press_overdue, Matter.READING),
    OVERDUE_AS: Press(press_overdue_as, Matter.READING),
    TABLE: Press(press_table, Matter.READING),
    ALL: Press(press_all, Matter.FOLLOWS),
    ALIKE: Press(press_alike, Matter.READING),
    LIFE: Press(press_life, Matter.READING),
    ALIKE_PAGE: Press(press_alike_page, Matter.READING),
    ALIKE_ALL: Press(press_alike_all, Matter.FOLLOWS),
    UNFOLLOW: Press(press_unfollow, Matter.FOLLOWS),
    STOP: Press(press_unfollow, Matter.FOLLOWS),
    TEXT: Press(press_text, Matter.READING, refuse=lead_to_text),
    CHASE: Press(press_chase, Matter.READING),
    LIST: Press(press_page, Matter.READING),
    FORGET: Press(press_forget, Matter.SETTINGS),
    FEED: Press(press_feed, Matter.FOLLOWS),
    MUTE: Press(press_mute, Matter.FOLLOWS),
    UNMUTE: Press(press_unmute, Matter.FOLLOWS),
    QUIET: Press(press_quiet, Matter.FOLLOWS),
    UNQUIET: Press(press_unquiet, Matter.FOLLOWS),
    WATCH: Press(press_watch, Matter.FOLLOWS),
    WATCH_AS: Press(press_watch_as, Matter.FOLLOWS),
    WATCH_EXAMPLE: Press(press_example, Matter.FOLLOWS),
    WATCH_OPEN: Press(press_open, Matter.FOLLOWS),
    WATCH_PAUSE: Press(press_pause, Matter.FOLLOWS),
    WATCH_RESUME: Press(press_resume, Matter.FOLLOWS),
    WATCH_STOP: Press(press_stop, Matter.FOLLOWS),
    WATCHES: Press(press_watches, Matter.READING),
    DELEGATION: Press(press_delegation, Matter.READING, at_home=True),
    SET: Press(press_setting, Matter.SETTINGS),
    IMPORT: Press(press_import, Matter.FOLLOWS, unless={WITH_SETTINGS: Matter.SETTINGS}),
    ANNOUNCE: Press(press_announce, Matter.OPERATOR, at_home=True),
    ANNOUNCE_DROP: Press(press_drop, Matter.OPERATOR, at_home=True),
    ANNOUNCE_STOP: Press(press_announce_stop, Matter.OPERATOR, at_home=True),
}
"""The handler of each button's verb, and the right that it needs. A verb that is not here does nothing."""


def gates() -> list[BaseHandler[Update, Context, Any]]:
    """The handlers that an update passes first, before anything is stored of its chat."""
    return [InlineQueryHandler(admit_query), TypeHandler(Update, turn_away)]


def all_handlers(operator: int | None = None) -> list[BaseHandler[Update, Context, Any]]:
    """Every other handler, in the order in which an update is offered to them; `operator` is the operator's chat."""
    given = {name: permitted(asked) for name, asked in HANDLERS.items()}
    return [
        *(CommandHandler(each.names, tidily(given[each.name]), filters=POSTS & ~HANDED_ON) for each in COMMANDS),
        *(_for_the_operator(operator) if operator is not None else ()),
        SpelledCommand(given, is_setting),
        *(CallbackQueryHandler(permitted(press), pattern=f"^{verb}:") for verb, press in BUTTONS.items()),
        CallbackQueryHandler(unknown_button),
        InlineQueryHandler(inline),
        ChatMemberHandler(my_membership, ChatMemberHandler.MY_CHAT_MEMBER),
        MessageHandler(filters.StatusUpdate.MIGRATE, migrated),
        MessageHandler(filters.StatusUpdate.CHAT_SHARED & IN_PRIVATE, permitted(CHOSEN)),
        MessageHandler(filters.Text(cancels()) & IN_PRIVATE, permitted(CANCEL)),
        MessageHandler(filters.COMMAND & IN_PRIVATE & ~HANDED_ON, unknown_command),
        MessageHandler(JSON & POSTS, permitted(FILE)),
        MessageHandler(A_TABLE & IN_PRIVATE & (OURS | ~filters.CAPTION), permitted(TABLE_FILE)),
        MessageHandler(filters.Document.ALL & ~filters.CAPTION & IN_PRIVATE, permitted(OTHER_FILE)),
        MessageHandler((filters.TEXT | filters.CAPTION) & IN_PRIVATE, permitted(PASTED)),
    ]


def _for_the_operator(chat: int) -> Iterator[BaseHandler[Update, Context, Any]]:
    """The commands that exist in the operator's chat alone: in another chat nothing tells them from unknown ones."""
    here = POSTS & ~HANDED_ON & filters.Chat(chat)
    for each in OPERATOR_COMMANDS:
        yield CommandHandler(each.names, tidily(permitted(OPERATOR_HANDLERS[each.name])), filters=here)
