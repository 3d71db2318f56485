"""The commands: their names, where each works, who may give it, and which sentence tells of it in Telegram's menu."""

from dataclasses import dataclass
from enum import StrEnum


class Where(StrEnum):
    """The kinds of chat in which a command is given."""

    PRIVATE = "private"
    GROUP = "group"
    CHANNEL = "channel"


class Who(StrEnum):
    """Who may give a command in a group or a channel; in a private chat everybody may."""

    ALL = "all"
    FOLLOWERS = "followers"
    """Administrators; and all members of a group that allows it."""

    ADMINISTRATORS = "administrators"


EVERYWHERE = frozenset(Where)


@dataclass(frozen=True, slots=True)
class Command:
    """A command. Its names are English first, French second, then others; `told` is the key of its menu sentence.

    `listed` tells whether Telegram's menu shows it.
    """

    names: tuple[str, ...]
    told: str
    who: Who = Who.ALL
    where: frozenset[Where] = EVERYWHERE
    listed: bool = True
    public: bool = False
    """Whether it needs a public address (see `bot.core.public_address`): the menus of other instances lack it."""

    @property
    def name(self) -> str:
        """Its English name, by which the program knows it."""
        return self.names[0]

    def name_in(self, language: str) -> str:
        """Its name in a language, `fr` or `en`."""
        return self.names[1] if language == "fr" and len(self.names) > 1 else self.name


COMMANDS = (
    Command(("follow", "suivre"), "menu-follow", Who.FOLLOWERS),
    Command(("unfollow", "arreter"), "menu-unfollow", Who.FOLLOWERS),
    Command(("watch", "veille"), "menu-watch", Who.FOLLOWERS),
    Command(("watches", "veilles"), "menu-watches"),
    Command(("list", "liste"), "menu-list"),
    Command(("status", "etat"), "menu-status"),
    Command(("search", "chercher"), "menu-search"),
    Command(("figures", "bilan"), "menu-figures"),
    Command(("overdue", "retards"), "menu-overdue"),
    Command(("settings", "reglages"), "menu-settings"),
    Command(("export", "exporter"), "menu-export"),
    Command(("feed", "flux"), "menu-feed", Who.FOLLOWERS, public=True),
    Command(("channel", "canal"), "menu-channel", where=frozenset({Where.PRIVATE})),
    Command(("privacy", "confidentialite"), "menu-privacy"),
    Command(("help", "aide"), "menu-help"),
    Command(("start",), "menu-start", listed=False),
    Command(("forget", "oublier"), "menu-forget", Who.ADMINISTRATORS, listed=False),
)
"""In the order of the menu."""


OPERATOR_COMMANDS = (
    Command(("health", "sante"), "menu-health", listed=False),
    Command(("chats",), "menu-chats", listed=False),
    Command(("announce", "annoncer"), "menu-announce", listed=False),
    Command(("retry", "reessayer"), "menu-retry", listed=False),
)
"""For whoever runs the bot, in the chat that ADMIN_CHAT_ID names; everywhere else there are no such commands."""


def menu(where: Where, administrators: bool, is_public: bool = False) -> list[Command]:
    """The commands that the menu shows in private, or in a group to its members or its administrators.

    `is_public` is whether the instance has a public address.
    """
    shown = [each for each in COMMANDS if each.listed and where in each.where and (is_public or not each.public)]
    return shown if administrators else [command for command in shown if command.who is Who.ALL]
