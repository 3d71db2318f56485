"""The memory of the stand-in Telegram: its chats, the updates that wait, and what the bot has done."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from bot.standins.pulse import Pulse
from bot.standins.telegram.chats import StandInChats
from bot.standins.telegram.files import Files
from bot.standins.telegram.inline import InlineAnswer
from bot.standins.telegram.messages import SentMessage
from bot.standins.telegram.updates import UpdateQueue
from bot.standins.telegram.webhook import Deliveries
from bot.standins.telegram.wire import Json


@dataclass(frozen=True)
class CallbackAnswer:
    """The bot's answer to a press: a short notice, or with `show_alert` a box."""

    query_id: str
    text: str | None
    show_alert: bool
    at: float


@dataclass
class TelegramState:
    """The state that the bot's methods and the acts of people share."""

    bot: Json
    chats: StandInChats
    pulse: Pulse = field(default_factory=Pulse)
    updates: UpdateQueue = field(default_factory=UpdateQueue)
    deliveries: Deliveries = field(init=False)
    messages: dict[tuple[int, int], SentMessage] = field(default_factory=dict)
    history: list[SentMessage | CallbackAnswer] = field(default_factory=list)
    answers: list[CallbackAnswer] = field(default_factory=list)
    open_queries: set[str] = field(default_factory=set)
    said: set[tuple[int, int]] = field(default_factory=set)
    written: dict[tuple[int, int], Json] = field(default_factory=dict)
    files: Files = field(default_factory=Files)
    inline_answers: list[InlineAnswer] = field(default_factory=list)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    descriptions: dict[tuple[str, str], str] = field(default_factory=dict)
    abilities: Json = field(
        default_factory=lambda: {
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": True,
        }
    )
    """The bot's abilities as set at BotFather, which getMe tells beside its name."""

    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    """Numbers of messages and queries, in one sequence for all chats, so that no test can mix two of them up."""

    def __post_init__(self) -> None:
        self.deliveries = Deliveries(self.updates)

    def keep(self, message: SentMessage) -> SentMessage:
        """Keep a message, in place of its earlier version if there is one."""
        self.messages[message.chat_id, message.message_id] = message
        self.history.append(message)
        return message
