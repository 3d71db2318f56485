"""Rendering: the message that a delivery becomes, in its chat's language and time zone."""

from dataclasses import replace
from datetime import datetime

from markupsafe import Markup

from bot.core.change import Kind
from bot.core.delivery import CardKind, Delivery
from bot.core.preferences import zone_of
from bot.core.question import Question
from bot.core.rights import CHANNEL, PRIVATE
from bot.messages.alerts import answer_alert, closing_alert, comments_alert
from bot.messages.alternatives import swap_buttons
from bot.messages.announcement import announcement
from bot.messages.bulletins import bulletin, read_line
from bot.messages.card import card
from bot.messages.digest import digest, how_many_fit
from bot.messages.grouped import grouped_list
from bot.messages.keyboards import for_readers
from bot.messages.message import Message, with_foot
from bot.messages.parts import joined
from bot.messages.phrases import Phrases, phrases
from bot.messages.progress_alerts import (
    corrected_alert,
    overdue_alert,
    reattributed_alert,
    reminded_alert,
    reminder_ended_alert,
    renewable_alert,
    renewed_alert,
    reopened_alert,
    signalled_alert,
    transformed_alert,
)
from bot.messages.replies import lead, missing_everywhere, missing_question, others
from bot.messages.watch_alerts import asked_alert, brought, watched_line

_NOTED = frozenset({Kind.ANSWERED.value, Kind.CLOSED.value})
"""The kinds of events whose texts fill the message: what is noted beside them stands before these."""


def one_message_of(delivery: Delivery) -> Delivery:
    """The delivery itself; a digest cut down to as much as one message holds, the rest left for the next."""
    if delivery.digest is None:
        return delivery
    words = phrases(delivery.language).in_zone(zone_of(delivery.zone))
    fitting = how_many_fit(words, delivery.digest.entries, delivery.digest.restored_from)
    entries = delivery.digest.entries[:fitting]
    rows = tuple(row for entry in entries for row in entry.rows)
    return replace(delivery, rows=rows, digest=replace(delivery.digest, entries=entries))


def render(delivery: Delivery, now: datetime, bot: str | None = None) -> Message:
    """The message of a delivery; `bot` is the bot's name, for links to it.

    Raises ValueError for a delivery about a question that was never read, or of an unknown kind.
    """
    words = phrases(delivery.language).in_zone(zone_of(delivery.zone))
    message = _message(words, delivery, now, bot)
    if delivery.kind_of_chat != CHANNEL:
        return message
    return replace(message, buttons=for_readers(words, message.buttons, bot))


def _message(words: Phrases, delivery: Delivery, now: datetime, bot: str | None) -> Message:
    question = delivery.observation.question
    if delivery.announced is not None:
        return announcement(words, delivery.announced)
    if delivery.bulletin is not None:
        return bulletin(words, delivery.bulletin, now, delivery.kind_of_chat == PRIVATE)
    if delivery.digest is not None:
        read = read_line(words, delivery.digest.read, now) if delivery.digest.read else None
        told = delivery.digest
        return digest(words, told.entries, told.first, told.total, told.restored_from, read)
    if delivery.kind == CardKind.MISSING:
        return missing_question(words, delivery.question)
    if delivery.kind == CardKind.MISSING_EVERYWHERE:
        return missing_everywhere(words, delivery.question.number)
    if question is None:
        raise ValueError(f"outbox row {delivery.rows[0]} is about a question that was never read")
    if delivery.group is not None and delivery.group.is_list:
        listed = delivery.group.listed
        return grouped_list(words, delivery.kind, listed, delivery.group.first, delivery.group.total, delivery.watches)
    if delivery.kind in (CardKind.CARD, CardKind.CARD_OF_BARE):
        others = swap_buttons(words, delivery.question, delivery.alternatives)
        return card(
            words,
            delivery.observation,
            now,
            followed=True,
            lead=_late(words, delivery),
            others=others,
            bot=bot,
            alike=delivery.alike,
        )
    read = read_line(words, delivery.read, now) if delivery.read else None
    alert = _alert(words, delivery, question, now, read)
    if read is not None and delivery.kind not in _NOTED:
        alert = with_foot(alert, read)
    return brought(words, alert, delivery)


def _late(words: Phrases, delivery: Delivery) -> Markup:
    key = "late-card" if delivery.kind == CardKind.CARD else "late-card-bare"
    if delivery.kind_of_chat != PRIVATE:
        key += "-chat"
    said = words.say(key, number=delivery.question.number, legislature=delivery.question.session)
    alternatives = [each.id for each in delivery.alternatives]
    return lead([others(words, delivery.question, alternatives, follows=True), said]) or said


_OF_ANOTHER = {
    Kind.REMINDED: reminded_alert,
    Kind.REMINDER_ENDED: reminder_ended_alert,
    Kind.TRANSFORMED: transformed_alert,
}
"""The alerts that tell of another question."""


def _alert(words: Phrases, delivery: Delivery, question: Question, now: datetime, read: Markup | None) -> Message:
    note = joined([watched_line(words, delivery.watches), read]) or None
    match Kind(delivery.kind):  # mypy names this function where a kind has no case
        case Kind.ASKED:
            return asked_alert(words, question, delivery.watches, delivery.followed, delivery.alike)
        case Kind.ANSWERED:
            also = [id for id, _ in delivery.group.listed if id != delivery.question] if delivery.group else []
            further = max(0, delivery.group.total - 1 - len(also)) if delivery.group else 0
            return answer_alert(words, question, also, further, now, note, delivery.alike)
        case Kind.CLOSED:
            return closing_alert(words, question, delivery.repeat, note)
        case Kind.COMMENT:
            return comments_alert(words, question, delivery.keys)
        case Kind.CORRECTED:
            return corrected_alert(words, question, delivery.detail)
        case Kind.REATTRIBUTED:
            return reattributed_alert(words, question, delivery.detail)
        case Kind.SIGNALLED:
            return signalled_alert(words, question, now)
        case Kind.RENEWED:
            return renewed_alert(words, question, now)
        case Kind.REMINDED | Kind.REMINDER_ENDED | Kind.TRANSFORMED as kind:
            return _OF_ANOTHER[kind](words, question, delivery.detail)
        case Kind.OVERDUE:
            return overdue_alert(words, question, delivery.keys[0])
        case Kind.RENEWABLE:
            return renewable_alert(words, question, now)
        case Kind.REOPENED:
            return reopened_alert(words, question, delivery.detail)
