"""What the bot may do at Telegram, as its operator set it at BotFather, and what of that the operator should know."""

from dataclasses import dataclass
from enum import StrEnum


class Shortcoming(StrEnum):
    """A switch at BotFather that stands where people miss something, or where more is read than is needed."""

    INLINE_OFF = "inline-off"
    GROUPS_OFF = "groups-off"
    READS_ALL = "reads-all"


@dataclass(frozen=True, slots=True)
class Abilities:
    """The fields of Telegram's getMe; what is missing there is not so."""

    supports_inline_queries: bool
    can_join_groups: bool
    can_read_all_group_messages: bool


def shortcomings(abilities: Abilities) -> list[Shortcoming]:
    """What the operator is told of, each with the switch that mends it."""
    found = {
        Shortcoming.INLINE_OFF: not abilities.supports_inline_queries,
        Shortcoming.GROUPS_OFF: not abilities.can_join_groups,
        Shortcoming.READS_ALL: abilities.can_read_all_group_messages,
    }
    return [each for each, is_so in found.items() if is_so]
