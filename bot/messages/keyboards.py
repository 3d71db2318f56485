"""The buttons under messages, and the data that they carry back.

Callback data is `verb:argument`, at most 64 bytes. It is read again by handlers long after it was sent, so a verb that
was once given out keeps its meaning. A button that stands in one chat and is about another ends in `@` and that one's
number.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from bot.core.addresses import assemblee_page, comment_link, deep_link, share_link, text_link
from bot.core.question import Question, QuestionId
from bot.core.repeat import Repeat
from bot.messages.message import Button, Keyboard, cut
from bot.messages.phrases import Phrases

FOLLOW = "follow"
ALSO = "also"
"""Follow another question than the one of the card, and show that one's card."""

FOLLOW_AS, STATUS_AS, UNFOLLOW_AS, SHOW_AS = "follow-as", "status-as", "unfollow-as", "show-as"
"""Figures that could be one number or several were meant in one way: the numbers, with `+` between them."""
SWAP = "swap"
"""Follow another question in the place of the one of the card, and show that one's card there."""

OTHER = "other"
"""The same from a list, which stays: the card comes below."""

SEE = "see"
"""Show another question's card."""

ALL = "all"
"""Follow every question that the message links to."""

UNFOLLOW = "unfollow"
STOP = "stop"
"""Stop following the one that was meant, of several of one number: an answer to whoever asked for that."""

LONGEST_SHARED = 120
LONGEST_SEARCHED = 120
"""Characters of what somebody typed that are put into the field for them; an inline query has 256."""

TEXT = "text"
LIST = "list"
FORGET = "forget"
MUTE, UNMUTE = "mute", "unmute"
YES, NO = "yes", "no"
DELEGATION = "chat"
LEAVE, PICK = "leave", "pick"

_ADDRESS = re.compile(r"@(-[1-9][0-9]{0,15})\Z")


def card_buttons(
    words: Phrases, question: Question, followed: bool, others: Keyboard = (), bot: str | None = None
) -> Keyboard:
    """Follow or stop following, and share; the answer's text where there is one; `others` of its number."""
    id = question.id
    first = [unfollow_button(words, id) if followed else follow_button(words, id)]
    if bot is not None:
        first.append(share_button(words, question, bot))
    rows: list[tuple[Button, ...]] = [tuple(first)]
    if question.answer is not None and question.answer.text:
        rows.append((Button(words.text("button-text"), callback=f"{TEXT}:{id}"),))
    return (*rows, *others)


def linked_buttons(words: Phrases, question: Question, bot: str) -> Keyboard:
    """Under a card in a chat that the bot is not in: what everybody who reads it can press, each for themselves."""
    follow = Button(words.text("button-follow"), url=deep_link(bot, question.id))
    return ((follow, share_button(words, question, bot)),)


def for_readers(words: Phrases, buttons: Keyboard, bot: str | None) -> Keyboard:
    """The same under a post of a channel, where whoever reads may press: nothing there changes what the channel wants.

    To follow, to look at another question, and to read a whole text, are links into a private chat with the bot, for
    each reader by themselves; in the place of "stop following" stands such a link to follow, unless another question is
    offered anyway. Which question of a number the channel meant is asked of whoever posts, and stays a button.
    """
    verbs = {_parts(button)[0] for row in buttons for button in row}
    left_out = {MUTE, UNMUTE} | ({UNFOLLOW} if ALSO in verbs else set())
    kept = [[_for_reader(words, each, bot) for each in row if _parts(each)[0] not in left_out] for row in buttons]
    rows = [tuple(each for each in row if each is not None) for row in kept]
    return tuple(row for row in rows if row)


def all_button(words: Phrases, count: int) -> Button:
    """Follow all that a message lists, by the links in it."""
    return Button(words.text("button-follow-all", n=count), callback=f"{ALL}:")


def numbers_buttons(words: Phrases, verb: str, readings: Sequence[tuple[str, ...]]) -> Keyboard:
    """Each way to read figures, to be chosen from."""
    return tuple((_numbers_button(words, verb, numbers),) for numbers in readings)


def _numbers_button(words: Phrases, verb: str, numbers: tuple[str, ...]) -> Button:
    return Button(numbers_named(words, numbers).unescape(), callback=f"{verb}:{'+'.join(numbers)}")


def numbers_named(words: Phrases, numbers: Sequence[str]) -> Markup:
    """Numbers of questions within a sentence."""
    return words.listed([words.say("number", number=each) for each in numbers])


def share_button(words: Phrases, question: Question, bot: str) -> Button:
    """Telegram's own choice of a chat to send the question to."""
    text = f"{words.name(question.id).unescape()} {cut(question.subject or '', LONGEST_SHARED)}".strip()
    return Button(words.text("button-share"), url=share_link(bot, question.id, text))


def follow_button(words: Phrases, id: QuestionId) -> Button:
    """Follow this question."""
    return Button(words.text("button-follow"), callback=f"{FOLLOW}:{id}")


def unfollow_button(words: Phrases, id: QuestionId) -> Button:
    """Stop following this question."""
    return Button(words.text("button-unfollow"), callback=f"{UNFOLLOW}:{id}")


def answer_buttons(words: Phrases, question: Question) -> Keyboard:
    """What people want after an answer: the whole text, which may come later than the answer; the page; no more.

    No comments either, where the question has a page on which people comment.
    """
    id = question.id
    text = Button(words.text("button-text"), callback=f"{TEXT}:{id}")
    enough = [unfollow_button(words, id)]
    if question.comments is not None:
        enough.append(mute_button(words, id))
    return (text, _page_button(words, id)), tuple(enough)


def closing_buttons(words: Phrases, id: QuestionId, repeat: Repeat | None = None) -> Keyboard:
    """What people want after an end without an answer: the later question that asks the same, where there is one."""
    first = (_page_button(words, id), unfollow_button(words, id))
    if repeat is None or repeat.followed:
        return (first,)
    return first, (Button(words.text("button-follow-again"), callback=f"{ALSO}:{repeat.id}"),)


def comment_buttons(words: Phrases, id: QuestionId, comment: int) -> Keyboard:
    """What people want after a comment: to read it in its place, no more comments on it, no more of it."""
    place = Button(words.text("button-comment"), url=comment_link(id, comment))
    return (place, mute_button(words, id)), (unfollow_button(words, id),)


def mute_button(words: Phrases, id: QuestionId) -> Button:
    """Tell of this question's comments no more."""
    return Button(words.text("button-mute"), callback=f"{MUTE}:{id}")


def unmute_button(words: Phrases, id: QuestionId) -> Button:
    """Tell of this question's comments again."""
    return Button(words.text("button-unmute"), callback=f"{UNMUTE}:{id}")


def choice_buttons(words: Phrases, number: int, legislatures: list[int]) -> Keyboard:
    """Which of several questions of one number to stop following."""
    return tuple(
        (Button(words.text("button-unfollow-other", legislature=each), callback=f"{STOP}:{QuestionId(each, number)}"),)
        for each in legislatures
    )


def forget_buttons(words: Phrases) -> Keyboard:
    """Whether a chat is really to be erased."""
    yes = Button(words.text("button-forget"), callback=f"{FORGET}:{YES}")
    return ((yes, Button(words.text("button-keep"), callback=f"{FORGET}:{NO}")),)


def list_buttons(words: Phrases, page: int, pages: int) -> Keyboard:
    """Earlier and later pages of the list, where there are any. Pages count from 1."""
    row = []
    if page > 1:
        row.append(Button(words.text("button-previous"), callback=f"{LIST}:{page - 1}"))
    if page < pages:
        row.append(Button(words.text("button-next"), callback=f"{LIST}:{page + 1}"))
    return (tuple(row),) if row else ()


def delegation_buttons(words: Phrases) -> Keyboard:
    """Speak for oneself again, or command another chat."""
    leave = Button(words.text("button-leave"), callback=f"{DELEGATION}:{LEAVE}")
    return (leave,), (Button(words.text("button-pick"), callback=f"{DELEGATION}:{PICK}"),)


def addressed(button: Button, chat: int) -> Button:
    """A button that stands in one chat and is about another, by its number."""
    return button if button.callback is None else replace(button, callback=f"{button.callback}@{chat}")


def addressee(data: str) -> tuple[str, int | None]:
    """A button's data without the number of the chat that it is about, and that number where there is one."""
    found = _ADDRESS.search(data)
    return (data, None) if found is None else (data[: found.start()], int(found[1]))


def search_button(words: Phrases, wanted: str = "") -> Button:
    """Search by words in this very chat: the bot's name, and what is wanted, stand in the field then."""
    return Button(words.text("button-search"), search=wanted if len(wanted) <= LONGEST_SEARCHED else "")


def _for_reader(words: Phrases, button: Button, bot: str | None) -> Button | None:
    verb, carried = _parts(button)
    if button.search is not None:
        return None  # readers of a channel have no field to write into
    if verb not in {FOLLOW, ALSO, SEE, UNFOLLOW, TEXT}:
        return button
    if bot is None:
        return None
    text = words.text("button-follow") if verb == UNFOLLOW else button.text
    link = text_link if verb == TEXT else deep_link
    return Button(text, url=link(bot, QuestionId.parse(carried)))


def _parts(button: Button) -> tuple[str, str]:
    verb, _, carried = (button.callback or "").partition(":")
    return verb, carried


def _page_button(words: Phrases, id: QuestionId) -> Button:
    return Button(words.text("button-page"), url=assemblee_page(id))
