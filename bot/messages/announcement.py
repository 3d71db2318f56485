"""Announcements: as chats read them, the preview that the operator confirms, and the progress."""

from markupsafe import Markup, escape

from bot.core.announcement import AnnouncementState, Progress
from bot.messages.message import Button, Message
from bot.messages.parts import joined
from bot.messages.phrases import Phrases

ANNOUNCE, ANNOUNCE_DROP, ANNOUNCE_STOP = "announce", "announce-drop", "announce-stop"
"""Send the announcement of this number, forget it, or send it to nobody else."""


def announcement(words: Phrases, announced: str) -> Message:
    """An announcement. Its words are the operator's own, so links and commands in them can be pressed."""
    return Message(words.say("announcement", announced=Markup(escape(announced))))  # noqa: S704 - it is escaped


def confirmation(words: Phrases, number: int, chats: int) -> Message:
    """Asks whether an announcement is to be sent, to so many chats."""
    send = Button(words.text("button-announce"), callback=f"{ANNOUNCE}:{number}")
    drop = Button(words.text("button-keep"), callback=f"{ANNOUNCE_DROP}:{number}")
    return Message(words.say("announce-confirm", n=chats), ((send, drop),))


def progress_shown(words: Phrases, number: int, progress: Progress) -> Message:
    """How far an announcement has come, with a button that stops it."""
    lines = [
        words.say(_heading(progress)),
        words.say("announce-sent", n=progress.sent, chats=progress.chats),
        words.say("announce-later", n=progress.later) if progress.later else None,
        words.say("announce-refused", n=progress.refused) if progress.refused else None,
    ]
    stop = Button(words.text("button-announce-stop"), callback=f"{ANNOUNCE_STOP}:{number}")
    return Message(joined(lines), ((stop,),) if progress.can_be_stopped else ())


def _heading(progress: Progress) -> str:
    if progress.state is AnnouncementState.STOPPED:
        return "announce-stopped"
    is_done = progress.state is not AnnouncementState.FANNING_OUT and not progress.waits
    return "announce-done" if is_done else "announce-under-way"
