"""The card: all that is known of one question, on one screen."""

from datetime import date, datetime

from markupsafe import Markup

from bot.core.askers import NOTHING_ALIKE, Alike
from bot.core.chase import chase
from bot.core.deadline import today
from bot.core.observation import Observation, Outcome
from bot.core.question import Question, State
from bot.core.source import Role, Source
from bot.messages.askers import asked_alike, same_answer
from bot.messages.keyboards import card_buttons
from bot.messages.message import Keyboard, Message
from bot.messages.parts import (
    NONE_STALE,
    Stale,
    author_line,
    became,
    confirmed,
    is_published,
    joined,
    last_day,
    line,
    link_to_question,
    links,
    of_sort,
    stale_lines,
    subject,
    title,
)
from bot.messages.phrases import Phrases


def card(
    words: Phrases,
    observation: Observation,
    now: datetime,
    followed: bool,
    lead: Markup | None = None,
    others: Keyboard = (),
    stale: Stale = NONE_STALE,
    bot: str | None = None,
    alike: Alike = NOTHING_ALIKE,
) -> Message:
    """The card of a question that was read, with a first line that says why it is shown.

    `others` are the buttons for the other questions of its number, `stale` the sources that have not answered for
    long and since when, `bot` the bot's name for the link that shares the question, `alike` what is nearly the same.
    Raises ValueError where no source was read yet, for then there is nothing to show.
    """
    question = observation.question
    if question is None:
        raise ValueError(f"nothing is known of question {observation.id}")
    on_nosdeputes, day = question.comments is not None, today(now)
    is_late = chase(question, day) is not None
    html = joined(
        [
            None if lead is None else Markup("{}\n").format(lead),
            title(words, question.id),
            subject(question),
            words.say("card-rubric", rubric=line(question.rubric)) if question.rubric else None,
            Markup(""),
            *_people(words, question),
            _reminds(words, question),
            *_dates(words, question, day),
            _state(words, question, day),
            became(words, question.transformed) if question.answer is None else None,
            same_answer(words, question, alike),
            asked_alike(words, question.id, alike),
            _comments(words, question),
            Markup(""),
            links(words, question, on_nosdeputes),
            *_reliability(words, observation, stale),
        ]
    )
    buttons = card_buttons(words, question, followed, others, bot, alike, is_late)
    return Message(html, buttons, question=question.id if followed else None)


def _people(words: Phrases, question: Question) -> list[Markup | None]:
    ministry = question.ministry
    return [author_line(words, question), words.say("card-ministry", ministry=line(ministry)) if ministry else None]


def _reminds(words: Phrases, question: Question) -> Markup | None:
    first = question.reminds
    return words.say("card-reminds", name=link_to_question(first, words.name(first).unescape())) if first else None


def _dates(words: Phrases, question: Question, day: date) -> list[Markup | None]:
    asked, renewed, signalled = question.asked, last_day(question.renewals), last_day(question.signalled)
    return [
        words.say("card-asked", day=words.day(asked)) if asked and not _is_told_in_one(question) else None,
        words.say("card-renewed", day=words.day(renewed)) if renewed else None,
        words.say("card-signalled", day=words.day(signalled)) if signalled else None,
        _due(words, question, day),
    ]


def _due(words: Phrases, question: Question, day: date) -> Markup | None:
    waiting = question.state is State.WAITING
    due = question.deadline if waiting else question.due
    if due is None:
        return None
    if not waiting:
        return words.say("card-was-due", due=words.day(due))
    days = (due - day).days
    if days == 0:
        return words.say("card-due-today", due=words.day(due))
    return words.say("card-due" if days > 0 else "card-overdue", due=words.day(due), n=abs(days))


def _state(words: Phrases, question: Question, day: date) -> Markup:
    if question.answer is not None:
        published = question.answer.published
        if published is None:
            return of_sort(words, "card-answered", question.id)
        key = "card-answered-on" if is_published(published, question.asked, day) else "card-answered-dated"
        return of_sort(words, key, question.id, day=words.day(published))
    if question.closing is not None:
        label = line(question.closing.label) if question.closing.label else words.say("card-no-label")
        if question.closing.on:
            return words.say("card-closed-on", day=words.day(question.closing.on), label=label)
        return words.say("card-closed", label=label)
    return of_sort(words, "card-waiting", question.id)


def _is_told_in_one(question: Question) -> bool:
    """Whether one line says when it was asked and answered, as of a question to the Government."""
    return question.is_answered_at_once and question.answer is not None and question.answer.published == question.asked


def _comments(words: Phrases, question: Question) -> Markup | None:
    if question.comments is None:
        return None
    count = len(question.comments)
    return words.say("card-comments", n=count) if count else words.say("card-no-comments")


def _reliability(words: Phrases, observation: Observation, stale: Stale) -> list[Markup | None]:
    """Lines on how current the card is: silent sources, failed checks, and when its facts were last confirmed."""
    down = [
        words.say("card-site-down", site=words.say(f"site-{source.value}"))
        for source in observation.id.chamber.page_sources
        if source.value not in stale and _is_down(observation, source)
    ]
    return [*stale_lines(words, stale), *down, confirmed(words, observation.confirmed_at)]


def _is_down(observation: Observation, source: Source) -> bool:
    """Whether the last check of a source that is needed failed. Once the archive told all, the chamber's page is not.

    Where no check was made at all, that is held against the chamber alone, for its page is asked first, unless that
    only adds texts to an archive.
    """
    last = observation.check(source).last
    match source.role:
        case Role.OFFICIAL if not observation.id.is_in_archives_alone:
            return observation.archived_at is None and last in (Outcome.FAILED, None)
        case Role.TEXTS:
            return last is Outcome.FAILED and (observation.archived_at is None or observation.lacks_text)
        case _:
            return last is Outcome.FAILED
