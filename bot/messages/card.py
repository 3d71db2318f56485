"""The card: all that is known of one question, on one screen."""

from datetime import date, datetime

from markupsafe import Markup

from bot.core.question import Question, QuestionId, Source, State
from bot.core.sight import Outcome, Sight
from bot.messages.keyboards import card_buttons
from bot.messages.message import Message
from bot.messages.parts import joined, line, links, subject, title, today
from bot.messages.phrases import Phrases


def card(
    words: Phrases,
    sight: Sight,
    now: datetime,
    followed: bool,
    lead: Markup | None = None,
    earlier: QuestionId | None = None,
) -> Message:
    """The card of a question that was read, with a first line that says why it is shown.

    Raises ValueError where no source was read yet: there is nothing to show then.
    """
    question = sight.question
    if question is None:
        raise ValueError(f"nothing is known of question {sight.id}")
    on_nosdeputes = question.comments is not None
    html = joined(
        [
            None if lead is None else Markup("{}\n").format(lead),
            title(words, question.id),
            subject(question),
            words.say("card-rubric", rubric=line(question.rubric)) if question.rubric else None,
            Markup(""),
            *_people(words, question),
            *_dates(words, question, today(now)),
            _state(words, question),
            _comments(words, question),
            Markup(""),
            links(words, question, on_nosdeputes),
            *_reliability(words, sight),
        ]
    )
    return Message(html, card_buttons(words, question.id, question, followed, earlier))


def _people(words: Phrases, question: Question) -> list[Markup | None]:
    author, group, ministry = question.author, question.group, question.ministry
    who = words.say("card-author", author=line(author)) if author else None
    if author and group:
        who = words.say("card-author-group", author=line(author), group=line(group))
    return [who, words.say("card-ministry", ministry=line(ministry)) if ministry else None]


def _dates(words: Phrases, question: Question, day: date) -> list[Markup | None]:
    if question.asked is None or question.due is None:
        return []
    return [words.say("card-asked", day=words.day(question.asked)), _due(words, question, question.due, day)]


def _due(words: Phrases, question: Question, due: date, day: date) -> Markup:
    if question.state is not State.WAITING:
        return words.say("card-was-due", due=words.day(due))
    days = (due - day).days
    if days == 0:
        return words.say("card-due-today", due=words.day(due))
    return words.say("card-due" if days > 0 else "card-overdue", due=words.day(due), n=abs(days))


def _state(words: Phrases, question: Question) -> Markup:
    if question.answer is not None:
        published = question.answer.published
        return words.say("card-answered-on", day=words.day(published)) if published else words.say("card-answered")
    if question.closing is not None:
        label = line(question.closing.label) if question.closing.label else words.say("card-no-label")
        if question.closing.on:
            return words.say("card-closed-on", day=words.day(question.closing.on), label=label)
        return words.say("card-closed", label=label)
    return words.say("card-waiting")


def _comments(words: Phrases, question: Question) -> Markup | None:
    if question.comments is None:
        return None
    count = len(question.comments)
    return words.say("card-comments", n=count) if count else words.say("card-no-comments")


def _reliability(words: Phrases, sight: Sight) -> list[Markup]:
    """What could not be read just now, and when what is shown was last confirmed."""
    lines = [
        words.say("card-site-down", site=words.say(f"site-{source.value}"))
        for source in Source
        if sight.look(source).last in {Outcome.FAILED, None}
    ]
    if sight.confirmed_at is not None:
        confirmed = words.say("card-confirmed", moment=words.moment(sight.confirmed_at))
        lines.append(Markup("<i>{}</i>").format(confirmed))
    return lines
