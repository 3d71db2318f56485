"""How people write a chamber's questions, read by the forms that the chamber gives."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from bot.core.chambers.named import Designation, Named, Numbered

ADDRESS = re.compile(r"https?://[^\s<>\"«»]+", re.IGNORECASE)
AROUND = ".,;:!?()[]"
"""What stands around a word, or behind an address, and is no part of it."""

IN_ADDRESS = r"(?!\w)"
"""What ends a form within an address, which can go on behind it."""

NamedBy = Callable[[Mapping[str, str | None]], Designation | Numbered | None]


def read_canonical(text: str, code: str, kinds: Sequence[str]) -> Designation | None:
    """The inverse of what a chamber writes that has no text of its own; None for any other text."""
    others = "|".join(map(re.escape, kinds[1:]))
    kind = f"(?:({others})-)?" if others else "()"
    found = re.fullmatch(f"{re.escape(code)}(0|[1-9][0-9]{{0,8}})-{kind}([1-9][0-9]{{0,5}})", text, re.ASCII)
    return None if found is None else Designation(int(found[1]), int(found[3]), found[2] or kinds[0])


def kind_of(groups: Mapping[str, str | None], kinds: Sequence[str]) -> str | None:
    """The kind that a form's groups tell, in any case: the first where they tell none, None for an unknown one."""
    told = (groups.get("kind") or kinds[0]).casefold()
    return next((each for each in kinds if each.casefold() == told), None)


def groups_of(text: str, forms: Sequence[str]) -> Mapping[str, str | None] | None:
    """The groups of the form that a whole text has; None where it has none of them."""
    found = (_compiled(form).fullmatch(text) for form in forms)
    return next((match.groupdict() for match in found if match), None)


def find(
    text: str,
    forms: Sequence[str],
    named_by: NamedBy,
    page: Callable[[Designation], str],
    read: Callable[[str], Designation | None] = lambda word: None,
) -> Named:
    """The questions that a text names: by addresses on the host of the chamber's pages, by `forms`, and by whole words.

    `named_by` makes a question of a form's groups, and `read` of a word. An address of another host names none,
    whatever is in it.
    """
    found: dict[Designation | Numbered, None] = {}

    def note(named: Designation | Numbered | None, words: str) -> str:
        if named is None:
            return words
        found[named] = None
        return " "

    def by_address(match: re.Match[str]) -> str:
        address = match[0].rstrip(AROUND)
        named = _in_address(address, forms, named_by, page)
        return note(named, match[0]) + (match[0][len(address) :] if named else "")

    def by_word(match: re.Match[str]) -> str:
        word = match[0].strip(AROUND)
        return note(read(word), match[0])

    rest = ADDRESS.sub(by_address, text)
    outside = ADDRESS.split(rest)
    for form in forms:
        outside = [
            _compiled(form).sub(lambda match: note(named_by(match.groupdict()), match[0]), each) for each in outside
        ]
    outside = [re.sub(r"\S+", by_word, each) for each in outside]
    if not found:
        return Named((), text)
    addresses = [*ADDRESS.findall(rest), ""]
    return Named(tuple(found), "".join(map("".join, zip(outside, addresses, strict=True))).strip())


def _in_address(
    address: str, forms: Sequence[str], named_by: NamedBy, page: Callable[[Designation], str]
) -> Designation | None:
    """The question of an address on the host of its own page."""
    for form in forms:
        for match in _compiled(form, IN_ADDRESS).finditer(address):
            named = named_by(match.groupdict())
            if isinstance(named, Designation) and _host(page(named)) == _host(address):
                return named
    return None


def _host(address: str) -> str:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return host.removesuffix(".").removeprefix("www.")


@lru_cache(maxsize=256)
def _compiled(form: str, ends: str = r"(?!\w|[-/]\w)") -> re.Pattern[str]:
    """A form as a whole word, which neither a dash nor a stroke continues."""
    return re.compile(rf"(?<!\w)(?:{form}){ends}", re.IGNORECASE | re.ASCII)
