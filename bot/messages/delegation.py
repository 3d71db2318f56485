"""Messages about commanding a channel or a group from a private chat, and the bot's welcome there."""

from dataclasses import replace

from markupsafe import Markup

from bot.messages.keyboards import delegation_buttons
from bot.messages.message import ChatPicker, Message, NoPicker, visible, width
from bot.messages.parts import line
from bot.messages.phrases import LANGUAGES, Phrases, phrases

CANCEL = "button-cancel"
LONGEST_TITLE = 64
LONGEST_IN_SENTENCE = 40
"""Characters of a title. The notice that Telegram shows above a chat holds 200 in all."""


def title_line(words: Phrases, kind: str, title: str) -> Markup:
    """The line that names the other chat: its kind and its title."""
    return words.say("elsewhere-channel" if kind == "channel" else "elsewhere-group", title=line(title, LONGEST_TITLE))


def where(words: Phrases, title: str | None) -> Markup:
    """The words for a place within a sentence: "here", or "in" the chat of that title, which is commanded from here."""
    return words.say("here") if title is None else words.say("there", title=line(title, LONGEST_IN_SENTENCE))


def headed(words: Phrases, message: Message, kind: str, title: str) -> Message:
    """The message with the name of the chat that it is about above it, unless there is no room left."""
    html = title_line(words, kind, title) + "\n\n" + message.html
    return replace(message, html=html) if width(visible(html)) <= message.limit else message


def pick(words: Phrases) -> Message:
    """The offer to choose a channel or a group, with Telegram's own picker below."""
    keys = (words.text(key) for key in ("button-pick-channel", "button-pick-group", CANCEL))
    return Message(words.say("elsewhere-pick"), below=ChatPicker(*keys))


def cancelled(words: Phrases) -> Message:
    """The reply when no chat was chosen; it removes the picker's keys."""
    return Message(words.say("elsewhere-cancelled"), below=NoPicker())


def cancels() -> list[str]:
    """The texts that the cancel key sends, in both languages: the chat's may have changed since the key was shown."""
    return [phrases(language).text(CANCEL) for language in LANGUAGES]


def chosen(words: Phrases, kind: str, title: str) -> Message:
    """The reply when a chat was chosen: from now on, commands given in private are about it."""
    return Message(words.say("elsewhere-chosen", chat=title_line(words, kind, title)), below=NoPicker())


def home(words: Phrases) -> Message:
    """The reply when a person commands their own chat again; it gives them their own keyboard back."""
    return Message(words.say("elsewhere-home"), below=NoPicker())


def welcome(words: Phrases, kind: str) -> Message:
    """The bot's first message in a group or a channel that it was added to."""
    return Message(words.say("welcome-channel" if kind == "channel" else "welcome-group"))


def cannot_write(words: Phrases, kind: str, title: str) -> Message:
    """The message to the person who added the bot to a chat where it may not write."""
    key = "welcome-mute-channel" if kind == "channel" else "welcome-mute-group"
    return Message(words.say(key, chat=title_line(words, kind, title)))


def which(words: Phrases, kind: str, title: str) -> Message:
    """Says which chat is commanded from here, and how to change that."""
    said = words.say("elsewhere-which", chat=title_line(words, kind, title))
    return Message(said, delegation_buttons(words))
