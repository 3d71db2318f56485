"""The buttons under messages, and the data that they carry back.

Callback data is `verb:argument`, at most 64 bytes. Handlers may read it long after it was sent, so a verb that was once
given out keeps its meaning. The data of a button in one chat that is about another ends in `@` and the other's number.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from markupsafe import Markup

from bot.core.addresses import chase_link, comment_link, deep_link, share_link, text_link
from bot.core.askers import NOTHING_ALIKE, Alike
from bot.core.chase import may_be_chased
from bot.core.question import Question, QuestionId
from bot.core.repeat import Repeat
from bot.messages.message import Button, Keyboard, cut
from bot.messages.phrases import Phrases

FOLLOW = "follow"
ALSO = "also"
"""Follow another question than the card's, and show its card."""

FOLLOW_AS, STATUS_AS, UNFOLLOW_AS, SHOW_AS = "follow-as", "status-as", "unfollow-as", "show-as"
"""The chosen reading of figures that could be one number or several: the numbers, with `+` between them."""
SWAP = "swap"
"""Follow another question instead of the card's, and show its card in the same message."""

OTHER = "other"
"""The same from a list: the list stays, and the card comes as a new message."""

FIND = "find"
"""Turn the page of a search, or narrow it; the message has the query."""

FIND_AS, WATCH_AS, FIGURES_AS, OVERDUE_AS = "find-as", "watch-as", "figures-as", "overdue-as"
"""Whom a name in a query means: a deputy's reference, a family of ministries, or all; the message has the query."""

FIGURES = "figures"
"""Show another view of figures, or another page of it; the message has the query."""

OVERDUE = "overdue"
"""Show a page of what is beyond its term, of what the message's query asks for, or of what the chat follows.

The data are those of `bot.core.overdue_turn`.
"""

TABLE = "table"
"""Send a table of what the message shows, see `Tabled`; the message has the query."""

SEE = "see"
"""Show another question's card, with buttons for those of the same number."""

CARD = "card"
"""Show the card of a question that was found by words: nobody typed its number, so no other one can be meant."""

ALL = "all"
"""Follow every question that the message links to."""

ALIKE, ALIKE_PAGE = "alike", "alike-page"
"""Show who else asks nearly the same as a question: as a new message; another page of it, in its place."""

ALIKE_ALL = "alike-all"
"""Follow every question of another deputy that asks nearly the same as this one."""

LIFE = "life"
"""Show what happened to a question, as a line of time below the message."""

UNFOLLOW = "unfollow"
STOP = "stop"
"""Stop following one of several questions with one number; answers a person whose /unfollow could mean each."""

LONGEST_SHARED = 120
LONGEST_SEARCHED = 120
"""Characters of a person's words that a search button puts into their field; an inline query has at most 256."""

TEXT = "text"
CHASE = "chase"
"""Show a letter to a question's author that chases it up."""

LIST = "list"
FORGET = "forget"
FEED = "feed"
"""Open the chat's feeds, give them a new address, or close them."""

FEED_OPEN, FEED_NEW, FEED_CLOSE = "open", "new", "close"
MUTE, UNMUTE = "mute", "unmute"
QUIET, UNQUIET = "quiet", "unquiet"
"""Pause the watch of this number, below what it brought; and let it tell again."""

WATCH = "watch"
"""Show a choice on the screen of a watch, keep it or start; the data are those of `bot.core.watch_choice`."""

WATCH_OPEN, WATCH_PAUSE, WATCH_RESUME, WATCH_STOP = "watch-open", "watch-pause", "watch-resume", "watch-stop"
"""Show the watch of this number, or change it, in the place of a list or a screen.

Below a list, the number of its page follows after a colon: that page is shown again.
"""

WATCH_EXAMPLE, WATCHES = "watch-example", "watches"
YES, NO = "yes", "no"
DELEGATION = "chat"
LEAVE, PICK = "leave", "pick"

_ADDRESS = re.compile(r"@(-[1-9][0-9]{0,15})\Z")


class Tabled(StrEnum):
    """What a table is made of; the values are the data of its button."""

    FOLLOWED = "list"
    FOUND = "found"
    OVERDUE = "overdue"
    OVERDUE_FOLLOWED = "overdue-list"


def card_buttons(
    words: Phrases,
    question: Question,
    followed: bool,
    others: Keyboard = (),
    bot: str | None = None,
    alike: Alike = NOTHING_ALIKE,
    is_late: bool = False,
) -> Keyboard:
    """Under a card: follow or stop following, share, read the answer if there is one, and `others` of its number.

    Also its life, where the day of its publication is known and its answer has another, a letter to the author of a
    question that `is_late`, and who asks nearly the same, if anybody does.
    """
    id = question.id
    first = [unfollow_button(words, id) if followed else follow_button(words, id)]
    if bot is not None:
        first.append(share_button(words, question, bot))
    rows: list[tuple[Button, ...]] = [tuple(first)]
    second = [life_button(words, id)] if question.asked is not None and not question.is_answered_at_once else []
    if question.answer is not None and (question.answer.text or id.chamber.pages_have_texts):
        second.append(Button(words.text("button-text"), callback=f"{TEXT}:{id}"))
    if second:
        rows.append(tuple(second))
    if is_late:
        rows.append((chase_button(words, id),))
    return (*rows, *alike_buttons(words, id, alike), *others)


def life_button(words: Phrases, id: QuestionId) -> Button:
    """A button that shows what happened to a question, day by day."""
    return Button(words.text("button-life"), callback=f"{LIFE}:{id}")


def alike_buttons(words: Phrases, id: QuestionId, alike: Alike) -> Keyboard:
    """The button that shows who else asks nearly the same as a question; none where nobody does."""
    if not alike.questions:
        return ()
    return ((Button(words.text("button-alike", n=alike.questions), callback=f"{ALIKE}:{id}"),),)


def askers_buttons(words: Phrases, id: QuestionId, count: int, page: int, pages: int) -> Keyboard:
    """Under a page of who else asks nearly the same: follow all `count` questions, and the pages beside it."""
    beside = [("button-previous", page - 1)] * (page > 1) + [("button-next", page + 1)] * (page < pages)
    turn = tuple(Button(words.text(key), callback=f"{ALIKE_PAGE}:{id}:{each}") for key, each in beside)
    follow = (Button(words.text("button-follow-all", n=count), callback=f"{ALIKE_ALL}:{id}"),)
    return (turn, follow) if turn else (follow,)


def linked_buttons(words: Phrases, question: Question, bot: str) -> Keyboard:
    """Under a card in a chat that the bot is not in: links that each reader can use for themselves."""
    follow = Button(words.text("button-follow"), url=deep_link(bot, question.id))
    return ((follow, share_button(words, question, bot)),)


def for_readers(words: Phrases, buttons: Keyboard, bot: str | None) -> Keyboard:
    """The same buttons under a channel's post, where every reader may press: none changes what the channel follows.

    Following, seeing another question, reading a whole text and chasing a question up become links into a private chat
    with the bot, so that each reader acts for themselves. "Stop following" becomes such a link to follow, unless
    another question is offered anyway. The choice between several questions of one number is for the people who post,
    and stays a button.
    """
    verbs = {_parts(button)[0] for row in buttons for button in row}
    left_out = (
        {MUTE, UNMUTE, QUIET, UNQUIET, ALIKE, LIFE}
        | ({UNFOLLOW} if ALSO in verbs else set())
        | ({ALL} if QUIET in verbs else set())
    )
    kept = [[_for_reader(words, each, bot) for each in row if _parts(each)[0] not in left_out] for row in buttons]
    rows = [tuple(each for each in row if each is not None) for row in kept]
    return tuple(row for row in rows if row)


def all_button(words: Phrases, count: int) -> Button:
    """A button that follows every question that its message links to."""
    return Button(words.text("button-follow-all", n=count), callback=f"{ALL}:")


def numbers_buttons(words: Phrases, verb: str, readings: Sequence[tuple[str, ...]]) -> Keyboard:
    """A button for each way to read figures that could be one number or several."""
    return tuple((_numbers_button(words, verb, numbers),) for numbers in readings)


def _numbers_button(words: Phrases, verb: str, numbers: tuple[str, ...]) -> Button:
    return Button(numbers_named(words, numbers).unescape(), callback=f"{verb}:{'+'.join(numbers)}")


def numbers_named(words: Phrases, numbers: Sequence[str]) -> Markup:
    """Several numbers as words of a sentence, such as "12 and 13"."""
    return words.listed([words.say("number", number=each) for each in numbers])


def share_button(words: Phrases, question: Question, bot: str) -> Button:
    """A button that opens Telegram's list of chats to send the question to."""
    text = f"{words.name(question.id).unescape()} {cut(question.subject or '', LONGEST_SHARED)}".strip()
    return Button(words.text("button-share"), url=share_link(bot, question.id, text))


def follow_button(words: Phrases, id: QuestionId) -> Button:
    """A button that follows this question."""
    return Button(words.text("button-follow"), callback=f"{FOLLOW}:{id}")


def unfollow_button(words: Phrases, id: QuestionId) -> Button:
    """A button that stops following this question."""
    return Button(words.text("button-unfollow"), callback=f"{UNFOLLOW}:{id}")


def answer_buttons(words: Phrases, question: Question) -> Keyboard:
    """Under an answer: its whole text (which may arrive later, where pages are read), its page, and stop following.

    Also a button that mutes comments, where the question has a page on which people comment.
    """
    id = question.id
    text = Button(words.text("button-text"), callback=f"{TEXT}:{id}")
    enough = [unfollow_button(words, id)]
    if question.comments is not None:
        enough.append(mute_button(words, id))
    has_page = id.chamber.own_pages is not None and not id.is_in_archives_alone
    has_text = has_page or (question.answer is not None and question.answer.text)
    first = (text, page_button(words, id)) if has_text else (page_button(words, id),)
    return first, tuple(enough)


def closing_buttons(words: Phrases, id: QuestionId, repeat: Repeat | None = None) -> Keyboard:
    """Under an end without an answer: follow the later question that asks the same, if there is one."""
    first = (page_button(words, id), unfollow_button(words, id))
    if repeat is None or repeat.followed:
        return (first,)
    return first, (Button(words.text("button-follow-again"), callback=f"{ALSO}:{repeat.id}"),)


def became_buttons(words: Phrases, id: QuestionId, into: QuestionId | None) -> Keyboard:
    """Under the alert that a question was made into another one: follow that, where it is known."""
    rest = closing_buttons(words, id)
    return rest if into is None else (*rest, (Button(words.text("button-follow-again"), callback=f"{ALSO}:{into}"),))


def late_buttons(words: Phrases, question: Question) -> Keyboard:
    """Under an alert of a term: a letter to the author, while the question can still be answered; page, and stop."""
    rest = closing_buttons(words, question.id)
    return ((chase_button(words, question.id),), *rest) if may_be_chased(question) else rest


def chase_button(words: Phrases, id: QuestionId) -> Button:
    """A button that shows a letter to the question's author."""
    return Button(words.text("button-chase"), callback=f"{CHASE}:{id}")


def comment_buttons(words: Phrases, id: QuestionId, comment: int) -> Keyboard:
    """Under a comment: read it on its page, mute the question's comments, stop following the question."""
    place = Button(words.text("button-comment"), url=comment_link(id, comment))
    return (place, mute_button(words, id)), (unfollow_button(words, id),)


def mute_button(words: Phrases, id: QuestionId) -> Button:
    """A button that mutes this question's comments."""
    return Button(words.text("button-mute"), callback=f"{MUTE}:{id}")


def quiet_button(text: str, watch: int) -> Button:
    """A button that pauses a watch."""
    return Button(text, callback=f"{QUIET}:{watch}")


def unquiet_button(words: Phrases, watch: int) -> Button:
    """A button that lets a paused watch tell again."""
    return Button(words.text("button-unquiet"), callback=f"{UNQUIET}:{watch}")


def unmute_button(words: Phrases, id: QuestionId) -> Button:
    """A button that unmutes this question's comments."""
    return Button(words.text("button-unmute"), callback=f"{UNMUTE}:{id}")


def choice_buttons(words: Phrases, followed: Sequence[QuestionId]) -> Keyboard:
    """Buttons to choose which of several questions of one number to stop following."""
    return tuple((_choice(words, each),) for each in followed)


def _choice(words: Phrases, id: QuestionId) -> Button:
    values = {"session": id.session, **id.chamber.shown(id.designation)}
    text = words.of_chamber("button-unfollow-other", id.chamber, **values)
    return Button(text.unescape(), callback=f"{STOP}:{id}")


def forget_buttons(words: Phrases) -> Keyboard:
    """Buttons that confirm or cancel that a chat is erased."""
    yes = Button(words.text("button-forget"), callback=f"{FORGET}:{YES}", style="danger")
    return ((yes, Button(words.text("button-keep"), callback=f"{FORGET}:{NO}")),)


def feed_buttons(words: Phrases, is_open: bool) -> Keyboard:
    """Below the address of a chat's feeds, or below the words that there is none."""
    if not is_open:
        return ((Button(words.text("button-feed-open"), callback=f"{FEED}:{FEED_OPEN}"),),)
    new = Button(words.text("button-feed-new"), callback=f"{FEED}:{FEED_NEW}")
    return ((new, Button(words.text("button-feed-close"), callback=f"{FEED}:{FEED_CLOSE}")),)


def list_buttons(words: Phrases, page: int, pages: int) -> Keyboard:
    """Earlier and later pages of the list, where there are any, and all of it as a table. Pages count from 1."""
    row = []
    if page > 1:
        row.append(Button(words.text("button-previous"), callback=f"{LIST}:{page - 1}"))
    if page < pages:
        row.append(Button(words.text("button-next"), callback=f"{LIST}:{page + 1}"))
    table = (table_button(words, Tabled.FOLLOWED),)
    return (tuple(row), table) if row else (table,)


def table_button(words: Phrases, of: Tabled) -> Button:
    """A button that sends a table of what its message shows."""
    return Button(words.text("button-table"), callback=f"{TABLE}:{of}")


def delegation_buttons(words: Phrases) -> Keyboard:
    """Buttons to command one's own chat again, or another one."""
    leave = Button(words.text("button-leave"), callback=f"{DELEGATION}:{LEAVE}")
    return (leave,), (Button(words.text("button-pick"), callback=f"{DELEGATION}:{PICK}"),)


def addressed(button: Button, chat: int) -> Button:
    """The button made to be about another chat than the one it stands in: its data ends in that chat's number."""
    return button if button.callback is None else replace(button, callback=f"{button.callback}@{chat}")


def addressee(data: str) -> tuple[str, int | None]:
    """Splits a button's data: the data alone, and the number of the other chat that it is about, if any."""
    found = _ADDRESS.search(data)
    return (data, None) if found is None else (data[: found.start()], int(found[1]))


def search_button(words: Phrases, wanted: str = "") -> Button:
    """A button that searches in this chat: it puts the bot's name and the words into the person's field."""
    return Button(words.text("button-search"), search=wanted if len(wanted) <= LONGEST_SEARCHED else "")


def _for_reader(words: Phrases, button: Button, bot: str | None) -> Button | None:
    verb, carried = _parts(button)
    if button.search is not None:
        return None  # a channel's readers have no field to write into
    if verb not in {FOLLOW, ALSO, SEE, CARD, UNFOLLOW, TEXT, CHASE}:
        return button
    if bot is None:
        return None
    text = words.text("button-follow") if verb == UNFOLLOW else button.text
    link = {TEXT: text_link, CHASE: chase_link}.get(verb, deep_link)
    return Button(text, url=link(bot, QuestionId.parse(carried)))


def verb_of(button: Button) -> str:
    """The verb of a button's data; empty where it has none."""
    return _parts(button)[0]


def _parts(button: Button) -> tuple[str, str]:
    verb, _, carried = (button.callback or "").partition(":")
    return verb, carried


def page_button(words: Phrases, id: QuestionId) -> Button:
    """A button that opens the question's official page."""
    return Button(words.text("button-page"), url=id.page)
