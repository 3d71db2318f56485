"""What is said in a channel or a group of the bot itself, and in private of one that is commanded from there."""

from dataclasses import replace

from markupsafe import Markup

from bot.messages.keyboards import delegation_buttons
from bot.messages.message import ChatPicker, Message, NoPicker, visible, width
from bot.messages.parts import line
from bot.messages.phrases import LANGUAGES, Phrases, phrases

CANCEL = "button-cancel"
LONGEST_TITLE = 64
LONGEST_IN_SENTENCE = 40
"""A notice above the chat holds 200 characters altogether."""


def title_line(words: Phrases, kind: str, title: str) -> Markup:
    """How the other chat is called: its kind, and what its people call it."""
    return words.say("elsewhere-channel" if kind == "channel" else "elsewhere-group", title=line(title, LONGEST_TITLE))


def where(words: Phrases, title: str | None) -> Markup:
    """Within a sentence: here, or in the chat of that title, which is commanded from here."""
    return words.say("here") if title is None else words.say("there", title=line(title, LONGEST_IN_SENTENCE))


def headed(words: Phrases, message: Message, kind: str, title: str) -> Message:
    """The message below the name of the chat that it is about; without it where the message is full."""
    html = title_line(words, kind, title) + "\n\n" + message.html
    return replace(message, html=html) if width(visible(html)) <= message.limit else message


def pick(words: Phrases) -> Message:
    """The offer to choose a channel or a group, with Telegram's own picker below."""
    keys = (words.text(key) for key in ("button-pick-channel", "button-pick-group", CANCEL))
    return Message(words.say("elsewhere-pick"), below=ChatPicker(*keys))


def cancelled(words: Phrases) -> Message:
    """No chat was chosen, and the keys go away."""
    return Message(words.say("elsewhere-cancelled"), below=NoPicker())


def cancels() -> list[str]:
    """What the key sends that chooses none: in either language, for that may have been changed since."""
    return [phrases(language).text(CANCEL) for language in LANGUAGES]


def chosen(words: Phrases, kind: str, title: str) -> Message:
    """What one says in private is about that chat from now on."""
    return Message(words.say("elsewhere-chosen", chat=title_line(words, kind, title)), below=NoPicker())


def home(words: Phrases) -> Message:
    """A person speaks for themselves again, on their own keyboard."""
    return Message(words.say("elsewhere-home"), below=NoPicker())


def welcome(words: Phrases, kind: str) -> Message:
    """What is said in a group or a channel that takes the bot in."""
    return Message(words.say("welcome-channel" if kind == "channel" else "welcome-group"))


def cannot_write(words: Phrases, kind: str, title: str) -> Message:
    """What is said to the person who added the bot where it may not write."""
    key = "welcome-mute-channel" if kind == "channel" else "welcome-mute-group"
    return Message(words.say(key, chat=title_line(words, kind, title)))


def which(words: Phrases, kind: str, title: str) -> Message:
    """Which chat is commanded from here, and the ways out."""
    said = words.say("elsewhere-which", chat=title_line(words, kind, title))
    return Message(said, delegation_buttons(words))
