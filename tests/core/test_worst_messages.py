"""The dearest message of each kind that one person can send: how much of it is read. Its cost is printed."""

import json
import sys
import time
import unicodedata
from collections.abc import Callable
from functools import partial
from typing import Literal

import pytest

from bot.core import mentions
from bot.core.command_text import slashed, unslashed
from bot.core.compatible import MOST_GROWTH, compatible
from bot.core.export import MOST_BYTES, BadFile, load
from bot.core.mentions import LONGEST_LINK, MOST_OF_LINKS, find_references, with_links
from bot.core.private_message import questions_named
from bot.core.query_reader import read_query
from bot.core.reference import Reading, read_argument, read_every_way
from bot.core.typed_settings import LONGEST as LONGEST_SETTING
from bot.core.typed_settings import read_setting

Form = Literal["NFC", "NFD", "NFKC", "NFKD"]

CURRENT = 17
PHRASE = "\ufdfa"
"""One letter, of which the compatible form has eighteen."""

UNITS = [PHRASE, "㌀", "Ⅷ", "n° 1 ", "1 234 ", "QE ", "questions n° 12, ", "e\u0301", "suivre ", "reglages ", "\u0661"]
MESSAGE, CAPTION, QUERY, LINKS, LINK = 4096, 1024, 256, 100, 2048
"""What Telegram lets through: characters, links of a message, characters of a link."""

READERS: dict[str, tuple[int, Callable[[str], object]]] = {
    "message": (MESSAGE, lambda text: questions_named(text, CURRENT)),
    "caption": (CAPTION, lambda text: questions_named(text, CURRENT)),
    "argument": (MESSAGE, lambda text: read_argument(text, CURRENT)),
    "command": (MESSAGE, lambda text: slashed(f"/follow {text}", "guetteur_bot")),
    "words": (MESSAGE, lambda text: unslashed(text, lambda _: False)),
    "query": (QUERY, lambda text: (read_every_way(text, CURRENT), read_query(text))),
    "settings": (MESSAGE, lambda text: read_setting(text, [], {})),
}


def filled(unit: str, length: int) -> str:
    return (unit * length)[:length]


def milliseconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return 1000 * (time.process_time() - began)


def test_no_sign_of_unicode_makes_a_text_much_longer() -> None:
    for sign in map(chr, range(sys.maxunicode + 1)):
        assert len(compatible(sign)) <= MOST_GROWTH
        assert len(compatible(sign, "NFKD")) <= MOST_GROWTH


@pytest.mark.parametrize("sign", ["№", "Ⅷ", "１", "ﬁ", "é", "½", "㎢", "⑿"])
def test_what_people_write_keeps_its_meaning(sign: str) -> None:
    assert compatible(sign) == unicodedata.normalize("NFKC", sign)


@pytest.mark.parametrize("kind", READERS)
def test_the_worst_text_of_each_kind_is_looked_at_no_more_than_it_is_long(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    most, read = READERS[kind]
    costs = {unit: milliseconds(partial(read, filled(unit, most))) for unit in UNITS}
    worst = max(costs, key=costs.__getitem__)
    print(f"{kind}: {costs[worst]:.0f} ms for {most} characters of {worst!r}")
    normalise, sizes = unicodedata.normalize, list[int]()

    def counted(form: Form, text: str) -> str:
        normal = normalise(form, text)
        sizes.append(len(normal))
        return normal

    monkeypatch.setattr("bot.core.compatible.unicodedata.normalize", counted)
    for unit in UNITS:
        read(filled(unit, most))
    assert max(sizes) <= MOST_GROWTH * (most + len("/follow "))


@pytest.mark.parametrize("unit", UNITS)
def test_of_a_hundred_long_links_a_message_has_a_bounded_part_looked_at(
    unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for length in (LINK, LONGEST_LINK, 80):
        links = [(start, 1, filled(unit, length)) for start in range(LINKS)]
        print(f"{LINKS} links of {length} x {unit!r}: {milliseconds(partial(_read, links)):.0f} ms")
        looked_at: list[int] = []

        def counted(text: str, current: int, seen: list[int] = looked_at) -> list[Reading]:
            seen.append(len(text))
            return find_references(text, current)

        with monkeypatch.context() as spied:
            spied.setattr(mentions, "find_references", counted)
            with_links(filled("x", MESSAGE), links, CURRENT)
        assert sum(looked_at) <= MOST_OF_LINKS
        assert bool(looked_at) == (length <= LONGEST_LINK)


def test_links_of_the_usual_length_are_all_looked_at() -> None:
    links = [
        (3 * at, 1, f"https://www.assemblee-nationale.fr/dyn/17/questions/QANR5L17QE{at + 1000}") for at in range(LINKS)
    ]
    assert len(find_references(with_links("ab " * LINKS, links, CURRENT), CURRENT)) == LINKS


def test_a_setting_is_read_of_its_first_characters() -> None:
    wanted = "fuseau Paris"
    assert read_setting(wanted.ljust(LONGEST_SETTING) + filled(PHRASE, MESSAGE), [], {}) == read_setting(wanted, [], {})


@pytest.mark.parametrize("content", [b"[" * MOST_BYTES, json.dumps([filled(PHRASE, MOST_BYTES // 6)]).encode()])
def test_the_worst_file_is_refused(content: bytes) -> None:
    def refused() -> None:
        with pytest.raises(BadFile):
            load(content, CURRENT)

    print(f"file of {len(content)} bytes: {milliseconds(refused):.0f} ms")


def _read(links: list[tuple[int, int, str]]) -> object:
    return questions_named(with_links(filled("x", MESSAGE), links, CURRENT), CURRENT)
