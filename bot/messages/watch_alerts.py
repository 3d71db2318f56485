"""What a watch tells: a new question; and the line and the buttons of every message that a watch brought."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from bot.core.askers import NOTHING_ALIKE, Alike
from bot.core.delivery import Delivery
from bot.core.question import Question, QuestionId, State
from bot.core.watch import Named
from bot.messages.askers import asked_alike, same_answer
from bot.messages.keyboards import (
    MUTE,
    TEXT,
    UNFOLLOW,
    alike_buttons,
    follow_button,
    page_button,
    quiet_button,
    unfollow_button,
    verb_of,
)
from bot.messages.message import LIMIT, Button, Keyboard, Message
from bot.messages.parts import (
    author_line,
    joined,
    line,
    links,
    meaning,
    of_sort,
    quotation,
    room_beside,
    subject,
    title,
)
from bot.messages.phrases import Phrases

MOST_NAMED = 3
LONGEST_NAME = 60
"""Of more watches the number alone is told, and no name takes more than a line."""

FIRST_LINES = 600
"""UTF-16 units of a new question's text: the rest is behind the link."""


def asked_alert(
    words: Phrases, question: Question, watches: Sequence[Named], followed: bool, alike: Alike = NOTHING_ALIKE
) -> Message:
    """A question came into the archive: whose, to whom, its first lines, and the watches that it meets.

    `alike` is who else asks nearly the same.
    """
    ministry = question.ministry
    head = joined(
        [
            of_sort(words, "alert-asked", question.id),
            title(words, question.id),
            subject(question),
            Markup(""),
            author_line(words, question),
            words.say("card-ministry", ministry=line(ministry)) if ministry else None,
            *_days(words, question),
            same_answer(words, question, alike),
            asked_alike(words, question.id, alike),
            watched_line(words, watches),
        ]
    )
    tail = links(words, question, question.comments is not None)
    buttons = _asked_buttons(words, question, followed, alike)
    said = question.answer.text if question.answer and question.is_answered_at_once else None
    text = question.text or said  # of what has no text of its own, the account of the sitting
    if not text or not question.subject:  # without a subject, the first words are in its place
        return Message(joined([head, Markup(""), tail]), buttons)
    room = min(FIRST_LINES, room_beside(Markup("{}\n\n\n{}").format(head, tail), LIMIT))
    html = Markup("{}\n\n{}\n{}").format(head, quotation(text, room), tail)
    return Message(html, buttons)


def _days(words: Phrases, question: Question) -> list[Markup | None]:
    """When it was asked, and how it ended already; in one line where that is one day."""
    if question.asked is None:
        return _ended(words, question)
    day = words.day(question.asked)
    if question.is_answered_at_once and question.answer is not None:
        return [of_sort(words, "alert-answered-on", question.id, day=day)]
    return [words.say("card-asked", day=day), *_ended(words, question)]


def watched_line(words: Phrases, watches: Sequence[Named]) -> Markup | None:
    """The line that names the watches which brought a message; None where none did."""
    if not watches:
        return None
    names = [Markup("<code>{}</code>").format(line(each.name, LONGEST_NAME)) for each in watches[:MOST_NAMED]]
    if len(watches) > MOST_NAMED:
        names.append(words.say("others", n=len(watches) - MOST_NAMED))
    return words.say("watched-by", n=len(watches), names=Markup(" · ").join(names))


def brought(words: Phrases, message: Message, delivery: Delivery) -> Message:
    """The usual alert with the buttons of one that watches brought: follow, where it is not followed, and quiet."""
    if not delivery.watches:
        return message
    buttons = message.buttons if delivery.followed else _of_unfollowed(words, message.buttons, delivery.question)
    return replace(message, buttons=(*buttons, *quiet_buttons(words, delivery.watches)))


def quiet_buttons(words: Phrases, watches: Sequence[Named]) -> Keyboard:
    """A button for each of the first watches, which pauses it."""
    if len(watches) == 1:
        return ((quiet_button(words.text("button-quiet"), watches[0].id),),)
    named = [(words.text("button-quiet-one", name=line(each.name, LONGEST_NAME)), each.id) for each in watches]
    return tuple((quiet_button(text, id),) for text, id in named[:MOST_NAMED])


def _ended(words: Phrases, question: Question) -> list[Markup | None]:
    """Where the question ended before its number was seen."""
    if question.state is State.ANSWERED:
        return [words.say("card-answered")]
    if question.closing is not None:
        label = question.closing.label
        shown = line(label) if label else words.say("card-no-label")
        return [words.say("card-closed", label=shown), meaning(words, question.id.chamber, label)]
    return []


def _asked_buttons(words: Phrases, question: Question, followed: bool, alike: Alike) -> Keyboard:
    id = question.id
    first = (unfollow_button if followed else follow_button)(words, id)
    rows: Keyboard = ((first, page_button(words, id)),)
    if question.answer is not None and question.answer.text:
        rows = (*rows, (Button(words.text("button-text"), callback=f"{TEXT}:{id}"),))
    return (*rows, *alike_buttons(words, id, alike))


def _of_unfollowed(words: Phrases, buttons: Keyboard, id: QuestionId) -> Keyboard:
    """The buttons with "follow" in the place of "stop following", and without that of the comments."""
    rows = [tuple(_unfollowed(words, each, id) for each in row if verb_of(each) != MUTE) for row in buttons]
    return tuple(row for row in rows if row)


def _unfollowed(words: Phrases, button: Button, id: QuestionId) -> Button:
    return follow_button(words, id) if verb_of(button) == UNFOLLOW else button
