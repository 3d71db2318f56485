"""The reply to /export: the list of followed questions, and the files to keep."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.messages.listing import Entry, summary
from bot.messages.message import CAPTION_LIMIT, Attachment, Message, visible, width
from bot.messages.parts import joined
from bot.messages.phrases import Phrases

ROOM_FOR_TITLE = 124
"""UTF-16 units of a caption, which leaves room above it for the name of another chat."""


def export(
    words: Phrases, entries: Sequence[Entry], files: Sequence[bytes], day: date, now: datetime, watches: int = 0
) -> list[Message]:
    """The list, and below it its files, with the list in the caption where it is short enough for that.

    `watches` is how many watches the files hold.
    """
    heading = [
        words.say("export", n=len(entries)) if entries or not watches else None,
        words.say("export-watches", n=watches) if watches else None,
    ]
    listed = summary(words, joined(heading), entries, now)
    captions = [
        words.say("export-advice") if len(files) == 1 else words.say("export-advice-parts", part=part, parts=len(files))
        for part in range(1, len(files) + 1)
    ]
    attached = [
        Message(caption, attachment=Attachment(_name(day, part), content))
        for part, (caption, content) in enumerate(zip(captions, files, strict=True), 1)
    ]
    if len(listed) == len(attached) == 1:
        both = listed[0].html + "\n\n" + attached[0].html
        if width(visible(both)) <= CAPTION_LIMIT - ROOM_FOR_TITLE:
            return [replace(attached[0], html=both)]
    return [*listed, *attached]


def _name(day: date, part: int) -> str:
    return f"guetteur-{day.isoformat()}{f'-{part}' if part > 1 else ''}.json"
