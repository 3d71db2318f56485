"""What follows from the steps and turns of a sweep: what is kept of them, and what followers and watches are told."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.change import Event, Kind
from bot.core.confirmation import Statement
from bot.core.watch import ASKED, news_between
from storage.intake.checks import ask_soon
from storage.intake.steps import Step
from storage.intake.unfollowed import Turn
from storage.intake.watching import News
from storage.outbox import event_log
from storage.questions.readings import remember
from storage.questions.rows import dumps


def news_of_all(
    steps: Sequence[Step], turns: Sequence[Turn], standing: Collection[int], new_after: int | None
) -> list[News]:
    """The news of steps and turns; none where the archive is read for the first time."""
    if new_after is None:
        return []
    return [each for step in steps for each in news_of(step, standing, new_after)] + news_of_turns(turns)


def news_of(step: Step, standing: Collection[int], new_after: int) -> list[News]:
    """The news of a question that somebody asked for."""
    number, question = step.stored.row.number, step.after.archive
    if question is None:
        return []
    if number not in standing:
        return [News(question, ASKED)] if number > new_after else []
    return ends_of(step)


def ends_of(step: Step) -> list[News]:
    """The ends that a step brings to those who watch."""
    question = step.after.archive
    return [News(question, each) for each in news_between(step.before, step.after)] if question else []


def news_of_turns(turns: Sequence[Turn]) -> list[News]:
    """The news of questions that nobody asked for."""
    return [News(turn.question, event) for turn in turns for event in turn.events]


async def spread(connection: AsyncConnection, steps: Sequence[Step], now: datetime, sweep: int) -> None:
    """Write the new readings and the events of steps.

    Events of questions of which an official reading was known are written together: a sweep can bring thousands.
    """
    await remember(connection, [(step.stored.row, step.after) for step in steps], now)
    found: list[tuple[int, Event]] = []
    for step in steps:
        id = step.stored.row.id
        if step.before.archive is None:
            await event_log.pass_over_term(connection, id, step.before.merged, step.after.merged, now)
        if step.before.official is None:
            await event_log.spread(connection, id, step.before, step.after, step.found, now, sweep)
        else:
            found += [(id, event) for event in step.found]
    await event_log.announce(connection, found, now, sweep)
    await ask_soon(connection, [step.stored.row.id for step in steps if _lacks_text(step)], now)


def _lacks_text(step: Step) -> bool:
    """Whether a question ended, and its archive does not have the text that its page may have."""
    question = step.after.merged
    if question is None or not question.id.chamber.pages_have_texts:
        return False
    is_new = any(event.kind in (Kind.ANSWERED, Kind.CLOSED) for event in step.found)
    return is_new and (question.answer is None or question.answer.text is None)


def kept_of(archived: Statement) -> dict[str, Any]:
    """The columns of the catalogue that a statement fills, beside the record itself."""
    return {"believed": archived.kept and dumps(archived.kept), "unconfirmed_since": archived.since}
