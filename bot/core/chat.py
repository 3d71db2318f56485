"""A Telegram chat, as far as the program needs to know it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chat:
    """`id` is Telegram's; `kind` one of private, group, supergroup, channel; `language` is `fr` or `en`."""

    id: int
    kind: str
    language: str


def language_of(code: str | None) -> str:
    """The language for a person whose Telegram is set to `code` (IETF, such as `en-GB`): French unless it says other.

    Telegram does not always tell; a bot about the French Parliament then speaks French.
    """
    return "fr" if not code or code.lower().split("-")[0] == "fr" else "en"
