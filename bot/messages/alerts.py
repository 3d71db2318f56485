"""Alerts of an answer, of comments, and of a question that ended without an answer."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from markupsafe import Markup

from bot.core.askers import NOTHING_ALIKE, Alike
from bot.core.change import COMMENT_KEY
from bot.core.deadline import today
from bot.core.question import Answer, Comment, Question, QuestionId
from bot.core.repeat import Repeat
from bot.messages.askers import same_answer
from bot.messages.inert import inert
from bot.messages.keyboards import answer_buttons, became_buttons, closing_buttons, comment_buttons
from bot.messages.message import LIMIT, Message, pieces, visible, width
from bot.messages.parts import (
    became,
    is_published,
    joined,
    line,
    link_to_comment,
    link_to_question,
    links,
    meaning,
    of_chamber,
    of_sort,
    quotation,
    room_beside,
    subject,
    title,
)
from bot.messages.phrases import Phrases

LONGEST_COMMENT = 1500
LONGEST_LOGIN = 80
MOST_NAMED = 10


def answer_alert(
    words: Phrases,
    question: Question,
    also: Sequence[QuestionId] = (),
    further: int = 0,
    now: datetime | None = None,
    note: Markup | None = None,
    alike: Alike = NOTHING_ALIKE,
) -> Message:
    """An answer was published: whose, to whom, how late, and its text as far as one message holds it.

    One text can answer hundreds of questions: `also` has the others that this chat follows, `further` counts the rest.
    `note` is one line more. `alike` names an earlier answer that said nearly the same.
    """
    answer = question.answer or Answer(None, None)
    head = joined(
        [
            of_sort(words, "alert-answered", question.id),
            title(words, question.id),
            subject(question),
            Markup(""),
            *_who(words, question),
            _when(words, question, answer, now),
            _grouped(words, question.id, also, further),
            note,
            same_answer(words, question, alike),
        ]
    )
    tail = links(words, question, question.comments is not None)
    body = of_chamber(words, "alert-no-text", question.id)
    if answer.text:
        body = quotation(answer.text, room_beside(Markup("{}\n\n\n{}").format(head, tail), LIMIT))
    html = Markup("{}\n\n{}\n{}").format(head, body, tail)
    return Message(html, answer_buttons(words, question))


def closing_alert(
    words: Phrases, question: Question, repeat: Repeat | None = None, note: Markup | None = None
) -> Message:
    """A question ended without an answer; `repeat` is the one with which its author asks the same.

    `note` is one line more.
    """
    closing = question.closing
    label = line(closing.label) if closing and closing.label else None
    on = closing.on if closing else None
    waited = (on - question.asked).days if on and question.asked and on >= question.asked else None
    html = joined(
        [
            words.say("alert-closed"),
            title(words, question.id),
            subject(question),
            Markup(""),
            words.say("alert-closed-label", label=label) if label else words.say("alert-closed-no-label"),
            meaning(words, question.id.chamber, closing.label if closing else None),
            words.say("alert-on", day=words.day(on)) if on else None,
            words.say("alert-waited", n=waited) if waited is not None else None,
            became(words, question.transformed),
            words.say("asked-again", name=_number(words, question.id, repeat.id)) if repeat else None,
            note,
            Markup(""),
            links(words, question, question.comments is not None),
        ]
    )
    into = question.transformed.into if question.transformed else None
    return Message(
        html, became_buttons(words, question.id, into) if into else closing_buttons(words, question.id, repeat)
    )


def comments_alert(words: Phrases, question: Question, keys: Sequence[str]) -> Message:
    """New comments, oldest first, in one message; `keys` are their events' keys.

    Each comment is cut so that all of them fit, which works for a few comments, not for a hundred.
    """
    wanted = {int(key.removeprefix(COMMENT_KEY)) for key in keys}
    first = min(wanted)
    shown = [comment for comment in question.comments or () if comment.id in wanted]
    head = joined([words.say("alert-comment", n=len(keys)), title(words, question.id), subject(question)])
    tail = [links(words, question, on_nosdeputes=True)]
    frames = [_comment(words, question.id, comment, 0) for comment in shown]
    room = room_beside(Markup("\n\n").join([head, *frames, *tail]), LIMIT)
    share = min(LONGEST_COMMENT, room // len(shown)) if shown else 0
    texts = [_comment(words, question.id, comment, share) for comment in shown]
    return Message(Markup("\n\n").join([head, *texts, *tail]), comment_buttons(words, question.id, first))


def whole_text(words: Phrases, question: Question) -> list[Message]:
    """The whole text of the answer, in as many messages as it takes; none where there is no text.

    The first of them stands for all in the thread of the question.
    """
    text = question.answer.text if question.answer else None
    if not text:
        return []
    name = words.name(question.id)
    frame = words.say("text-of-answer", name=name, part=999, parts=999)
    parts = list(pieces(inert(text), LIMIT - width(visible(frame)) - 2))
    heads = [words.say("text-of-answer", name=name, part=part, parts=len(parts)) for part in range(1, len(parts) + 1)]
    first, *others = [Message(Markup("{}\n\n{}").format(*each)) for each in zip(heads, parts, strict=True)]
    return [replace(first, question=question.id), *others]


def _who(words: Phrases, question: Question) -> list[Markup | None]:
    author, ministry = question.author, question.ministry
    return [
        words.say("alert-from", ministry=line(ministry)) if ministry else None,
        words.say("alert-to", author=line(author)) if author else None,
    ]


def _when(words: Phrases, question: Question, answer: Answer, now: datetime | None) -> Markup | None:
    """How many days the answer took, and whether it kept the term. None unless the dates are known and make sense."""
    published, asked, due = answer.published, question.asked, question.due
    if published is None:
        return None
    if not is_published(published, asked, published if now is None else today(now)):
        return words.say("alert-answered-dated", day=words.day(published))
    if asked is None or due is None:
        return of_sort(words, "alert-answered-on", question.id, day=words.day(published))
    after, late, term = (published - asked).days, (published - due).days, words.term(question.id.terms)
    if late <= 0:
        return words.say("alert-in-time", day=words.day(published), n=after, term=term)
    return words.say("alert-late", day=words.day(published), n=after, term=term, late=words.say("days", n=late))


def _grouped(words: Phrases, id: QuestionId, also: Sequence[QuestionId], further: int) -> Markup | None:
    """The line that names the other questions with the same answer."""
    others = [each for each in also if each != id]
    if not others:
        return words.say("alert-further", n=further) if further > 0 else None
    names = [_number(words, id, each) for each in others[:MOST_NAMED]]
    if len(others) > MOST_NAMED:
        names.append(words.say("others", n=len(others) - MOST_NAMED))
    listed = words.say("and", first=Markup(", ").join(names[:-1]), last=names[-1]) if len(names) > 1 else names[0]
    rest = words.say("alert-also-others", others=words.say("others", n=further)) if further > 0 else ""
    return words.say("alert-also", n=len(others), names=listed, others=rest)


def _number(words: Phrases, id: QuestionId, other: QuestionId) -> Markup:
    """Another question's number, with its legislature where it differs from this question's."""
    same = other.series == id.series
    name = words.numbered(other) if same else words.name(other)
    return link_to_question(other, name.unescape())


def _comment(words: Phrases, id: QuestionId, comment: Comment, room: int) -> Markup:
    author = line(comment.author, LONGEST_LOGIN)
    by = (
        words.say("alert-comment-on", author=author, moment=words.moment(comment.posted))
        if comment.posted
        else words.say("alert-comment-by", author=author)
    )
    head = Markup("<b>{}</b> · {}").format(by, link_to_comment(words, id, comment.id))
    return joined([head, quotation(comment.text, room)]) if room else Markup("{}\n{}").format(head, "")
