"""What a row of the outbox says: the message that a parcel becomes, in its chat's language and by its clocks."""

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
from bot.messages.card import card
from bot.messages.digest import digest, how_many_fit
from bot.messages.grouped import flood_list
from bot.messages.keyboards import for_readers
from bot.messages.message import Message
from bot.messages.phrases import Phrases, phrases
from bot.messages.progress_alerts import (
    corrected_alert,
    overdue_alert,
    reattributed_alert,
    renewed_alert,
    reopened_alert,
    signalled_alert,
)
from bot.messages.replies import lead, missing_everywhere, missing_question, others


def one_message_of(parcel: Delivery) -> Delivery:
    """The parcel itself; of a digest as much as one message holds, with the rest left for the next."""
    if parcel.digest is None:
        return parcel
    words = phrases(parcel.language).in_zone(zone_of(parcel.zone))
    fitting = how_many_fit(words, parcel.digest.entries, parcel.digest.restored_from)
    entries = parcel.digest.entries[:fitting]
    rows = tuple(row for entry in entries for row in entry.rows)
    return replace(parcel, rows=rows, digest=replace(parcel.digest, entries=entries))


def render(parcel: Delivery, now: datetime, bot: str | None = None) -> Message:
    """The message of an outbox row, in its chat's language; `bot` is the bot's name, for links to it."""
    words = phrases(parcel.language).in_zone(zone_of(parcel.zone))
    message = _message(words, parcel, now, bot)
    if parcel.kind_of_chat != CHANNEL:
        return message
    return replace(message, buttons=for_readers(words, message.buttons, bot))


def _message(words: Phrases, parcel: Delivery, now: datetime, bot: str | None) -> Message:
    question = parcel.sight.question
    if parcel.digest is not None:
        return digest(
            words, parcel.digest.entries, parcel.digest.first, parcel.digest.total, parcel.digest.restored_from
        )
    if parcel.kind == CardKind.MISSING:
        return missing_question(words, parcel.question)
    if parcel.kind == CardKind.MISSING_EVERYWHERE:
        return missing_everywhere(words, parcel.question.number)
    if question is None:
        raise ValueError(f"outbox row {parcel.rows[0]} is about a question that was never read")
    if parcel.bundle is not None and parcel.bundle.is_list:
        return flood_list(words, parcel.kind, parcel.bundle.listed, parcel.bundle.first, parcel.bundle.total)
    if parcel.kind in (CardKind.CARD, CardKind.CARD_OF_BARE):
        others = swap_buttons(words, parcel.question, parcel.alternatives)
        return card(words, parcel.sight, now, followed=True, lead=_late(words, parcel), others=others, bot=bot)
    return _alert(words, parcel, question, now)


def _late(words: Phrases, parcel: Delivery) -> Markup:
    key = "late-card" if parcel.kind == CardKind.CARD else "late-card-bare"
    if parcel.kind_of_chat != PRIVATE:
        key += "-chat"
    said = words.say(key, number=parcel.question.number, legislature=parcel.question.legislature)
    return lead([others(words, len(parcel.alternatives), follows=True), said]) or said


def _alert(words: Phrases, parcel: Delivery, question: Question, now: datetime) -> Message:
    match parcel.kind:
        case Kind.ANSWERED.value:
            also = [id for id, _ in parcel.bundle.listed if id != parcel.question] if parcel.bundle else []
            further = max(0, parcel.bundle.total - 1 - len(also)) if parcel.bundle else 0
            return answer_alert(words, question, also, further, now)
        case Kind.CLOSED.value:
            return closing_alert(words, question, parcel.again)
        case Kind.COMMENT.value:
            return comments_alert(words, question, parcel.keys)
        case Kind.CORRECTED.value:
            return corrected_alert(words, question, parcel.detail)
        case Kind.REATTRIBUTED.value:
            return reattributed_alert(words, question, parcel.detail)
        case Kind.SIGNALLED.value:
            return signalled_alert(words, question, now)
        case Kind.RENEWED.value:
            return renewed_alert(words, question, now)
        case Kind.OVERDUE.value:
            return overdue_alert(words, question, parcel.keys[0])
        case Kind.REOPENED.value:
            return reopened_alert(words, question, parcel.detail)
    raise ValueError(f"outbox row {parcel.rows[0]} has an unknown kind, {parcel.kind}")
