"""Replies to an exported file that somebody sent back: what it holds, what can be imported, and what was."""

from dataclasses import dataclass

from markupsafe import Markup

from bot.core.export import MOST_ENTRIES, Loaded
from bot.core.following import FollowedMany
from bot.messages.keyboards import NO
from bot.messages.message import Button, Keyboard, Message
from bot.messages.parts import joined
from bot.messages.phrases import Phrases
from bot.messages.settings import SettingsView, preference_lines, who_line

IMPORT = "import"
FOLLOWS, ALL = "follows", "all"
"""What a button imports: the questions and the watches alone, or the settings as well."""


@dataclass(frozen=True, slots=True)
class BegunWatches:
    """How many watches an import began, and left out for lack of room: a chat may have `most`."""

    new: int
    left_out: int
    most: int


NO_WATCHES = BegunWatches(0, 0, 0)


def offer(words: Phrases, loaded: Loaded, here: int, settings: SettingsView | None, watches: int = 0) -> Message:
    """Says what a file holds, above the buttons that import it.

    `here` counts its questions that are followed already, `watches` its watches that the chat does not have; `settings`
    are the chat's after the import, if they change.
    """
    counts: list[Markup | None] = [
        words.say("import", n=len(loaded.follows)) if loaded.follows or not loaded.watches else None,
        words.say("import-watches", n=len(loaded.watches)) if loaded.watches else None,
        words.say("import-here", n=here) if here else None,
        words.say("import-not-understood", n=loaded.not_understood) if loaded.not_understood else None,
        words.say("import-not-read", n=loaded.not_read, most=MOST_ENTRIES) if loaded.not_read else None,
    ]
    new = len(loaded.follows) - here
    if settings is not None:
        counts += [Markup(""), words.say("import-settings"), *preference_lines(words, settings)]
        counts.append(who_line(words, settings))
    elif not new and not watches:
        counts.append(words.say("import-nothing-new"))
    return Message(joined(counts), _buttons(words, new, settings is not None, watches))


def done(words: Phrases, many: FollowedMany, most: int, adopted: bool, watches: BegunWatches = NO_WATCHES) -> Message:
    """Says what was imported. A chat may follow `most` questions."""
    said = [
        words.say("import-done", n=many.new) if many.new or not watches.new else None,
        words.say("import-already", n=many.already) if many.already else None,
        words.say("import-ended", n=many.ended) if many.ended else None,
        words.say("import-unread", n=many.unread) if many.unread else None,
        words.say("import-left-out", n=many.left_out, most=most) if many.left_out else None,
        words.say("import-watches-done", n=watches.new) if watches.new else None,
        words.say("import-watches-left-out", n=watches.left_out, most=watches.most) if watches.left_out else None,
        words.say("import-adopted") if adopted else None,
    ]
    return Message(joined(said))


def _buttons(words: Phrases, new: int, has_settings: bool, watches: int) -> Keyboard:
    rows = []
    if watches:
        rows.append(Button(words.text("import-with-watches"), callback=f"{IMPORT}:{FOLLOWS}"))
    elif new:
        rows.append(Button(words.text("import-follow", n=new), callback=f"{IMPORT}:{FOLLOWS}"))
    if has_settings:
        key = "import-follow-all" if new else "import-settings-only"
        key = "import-all-with-watches" if watches else key
        rows.append(Button(words.text(key), callback=f"{IMPORT}:{ALL}"))
    if rows:
        rows.append(Button(words.text("button-keep"), callback=f"{IMPORT}:{NO}"))
    return tuple((button,) for button in rows)
