"""What the bot may do at Telegram, as its operator set it at BotFather, and which of these switches to report."""

from dataclasses import dataclass
from enum import StrEnum


class Shortcoming(StrEnum):
    """A switch at BotFather that keeps something from people, or lets the bot read more than it needs."""

    INLINE_OFF = "inline-off"
    GROUPS_OFF = "groups-off"
    READS_ALL = "reads-all"


@dataclass(frozen=True, slots=True)
class Abilities:
    """The fields of Telegram's getMe; a missing one is False."""

    supports_inline_queries: bool
    can_join_groups: bool
    can_read_all_group_messages: bool


def shortcomings(abilities: Abilities) -> list[Shortcoming]:
    """The switches that the operator is told of."""
    found = {
        Shortcoming.INLINE_OFF: not abilities.supports_inline_queries,
        Shortcoming.GROUPS_OFF: not abilities.can_join_groups,
        Shortcoming.READS_ALL: abilities.can_read_all_group_messages,
    }
    return [each for each, is_so in found.items() if is_so]
