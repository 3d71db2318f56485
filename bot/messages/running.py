"""What the operator is shown of the running bot: how it does, and how many chats there are; nobody's name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from markupsafe import Markup

from bot.core.chamber_count import ChamberCount
from bot.core.chambers.chamber import Chamber
from bot.core.delivery import DeliveryState
from bot.core.health import Health
from bot.core.readiness import SENDS, TELEGRAM
from bot.messages.message import Message
from bot.messages.operator import LONGEST_REASON, source_name
from bot.messages.parts import joined, line
from bot.messages.phrases import Phrases

MOST_SOURCES = 30
"""Sources in one message: each archive is one, and there are a dozen legislatures at most."""

EMPTY: Mapping[Chamber, ChamberCount] = MappingProxyType({})

KINDS = {
    "private": "chats-private",
    "group": "chats-group",
    "supergroup": "chats-supergroup",
    "channel": "chats-channel",
}


@dataclass(frozen=True, slots=True)
class Running:
    """The program that answers; `megabytes` is its memory where that is known, `machine` its host's name.

    `copies` is how many there are of it, of which this one leads.
    """

    version: str
    python: str
    server: str
    schema: str
    megabytes: int | None
    machine: str
    copies: int


def health_shown(
    words: Phrases,
    why_unwell: Sequence[str],
    sources: Mapping[str, Health],
    queue: tuple[Mapping[DeliveryState, int], datetime | None],
    swept_at: datetime | None,
    running: Running,
    chambers: Mapping[Chamber, ChamberCount] = EMPTY,
) -> Message:
    """How the bot does. `why_unwell` are the reasons that a probe is told; `queue` the deliveries that wait, by state,
    and when the oldest was made that may be sent now; `chambers` has what is known of the questions of each.
    """
    told = [(name, health) for name, health in sorted(sources.items()) if name not in (TELEGRAM, SENDS)]
    memory = words.say("health-memory", n=running.megabytes) if running.megabytes is not None else None
    lines = [
        words.say("health-well") if not why_unwell else words.say("health-unwell"),
        *(Markup("• ") + line(why, LONGEST_REASON) for why in why_unwell),
        words.say("health-sources"),
        *(_source(words, name, health) for name, health in told[:MOST_SOURCES]),
        *(_chamber(words, chamber, count) for chamber, count in chambers.items()),
        words.say("health-sweep", moment=words.moment(swept_at)) if swept_at else words.say("health-no-sweep"),
        *_queue(words, *queue),
        words.say("health-copy", machine=running.machine, n=running.copies),
        memory,
        words.say("health-version", version=running.version, python=running.python),
        words.say("health-database", server=running.server, schema=running.schema),
    ]
    return Message(joined(lines))


def chats_counted(
    words: Phrases,
    chats: Mapping[tuple[str, bool], int],
    follows: Mapping[str, int],
    watches: Mapping[bool, int],
    by_size: Mapping[tuple[int, int | None], int],
) -> Message:
    """How many chats there are.

    `chats` are by kind and by whether they are within reach, `follows` by the kind of chat, `watches` by whether they
    are paused, `by_size` as in `storage.census`.
    """
    lines = [words.say("chats-title", n=sum(chats.values()))]
    for kind, key in KINDS.items():
        within, out = chats.get((kind, True), 0), chats.get((kind, False), 0)
        if within or out:
            lines.append(words.say("chats-kind", kind=words.say(key), n=within, out=out, follows=follows.get(kind, 0)))
    lines.append(words.say("chats-sizes"))
    lines += [_size(words, least, most, number) for (least, most), number in by_size.items()]
    lines.append(words.say("chats-watches", n=watches.get(False, 0), paused=watches.get(True, 0)))
    return Message(joined(list(lines)))


def _size(words: Phrases, least: int, most: int | None, number: int) -> Markup:
    if most is None:
        return words.say("chats-size-largest", n=number, least=least)
    return words.say("chats-size", n=number, least=least, most=most) if most else words.say("chats-size-none", n=number)


def _source(words: Phrases, name: str, health: Health) -> Markup:
    source = source_name(words, name)
    if health.failing_since is not None:
        reason = line(health.reason or "", LONGEST_REASON)
        return words.say("health-source-down", source=source, moment=words.moment(health.failing_since), reason=reason)
    if health.succeeded_at is None:
        return words.say("health-source-unasked", source=source)
    return words.say("health-source", source=source, moment=words.moment(health.succeeded_at))


def _chamber(words: Phrases, chamber: Chamber, count: ChamberCount) -> Markup:
    name = words.of_chamber("chamber", chamber)
    known = words.say("health-chamber", chamber=name, questions=words.number(count.questions), n=count.follows)
    if count.issue is None:
        return known
    return words.say("health-chamber-issue", known=known, day=words.day(count.issue))


def _queue(words: Phrases, states: Mapping[DeliveryState, int], oldest: datetime | None) -> list[Markup | None]:
    ready = states.get(DeliveryState.READY, 0)
    later = states.get(DeliveryState.SCHEDULED, 0) + states.get(DeliveryState.COLLECTING, 0)
    out_of_reach = states.get(DeliveryState.SUSPENDED, 0)
    since = words.say("health-oldest", moment=words.moment(oldest)) if oldest and ready else None
    return [words.say("health-queue", ready=ready, later=later, suspended=out_of_reach), since]
