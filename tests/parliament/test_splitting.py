"""One large file, cut into its records: in blocks of any size, whatever the records hold."""

import json
import random
import tracemalloc
from collections.abc import Iterator

import pytest

from bot.parliament.page import Unreadable
from bot.parliament.splitting import NoList, Unfit, split

LARGEST = 100_000
NASTY: list[dict[str, object]] = [
    {"uid": "QANR5L14QE1", "texte": 'Il cite "}], [{" et \\ et \\" et \\\\', "vide": None},
    {"uid": "QANR5L14QE2", "texte": "« l’été »\u00a0: 12\u202f% \U0001f1eb", "liste": [[], {}, [{"a": [1, 2.5e3]}]]},
    {"uid": "QANR5L14QE3", "texte": "\\", "fin": '\\"'},
    {},
    {"question": {"question": [{"question": []}]}, "}": "{", "]": "["},
]


def blocks(body: bytes, size: int) -> Iterator[bytes]:
    return (body[at : at + size] for at in range(0, len(body), size))


def shaped(head: str, tail: str, records: object, indent: int | None = None) -> bytes:
    return (head + json.dumps(records, indent=indent, ensure_ascii=False) + tail).encode()


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 13, 64, 10_000])
@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize(
    ("head", "tail"),
    [
        ('{"questionsEcrites":{"question":', "}}"),
        ('{"questionsEcrites": {"@xmlns": "http://x/y", "@count": 3, "note": null, "question" :\n', '}, "x": [1]}\n'),
        ('\ufeff  {"question": ', "}"),
    ],
)
def test_each_record_comes_as_it_stands_in_the_file(size: int, indent: int | None, head: str, tail: str) -> None:
    body = shaped(head, tail, NASTY, indent)
    found = list(split(blocks(body, size), LARGEST))
    assert [json.loads(each) for each in found if isinstance(each, bytes)] == NASTY
    assert all(isinstance(each, bytes) and each in body for each in found)


def test_empty_blocks_are_no_end() -> None:
    assert list(split([b"", b'{"question": [{"a', b"", b'": "', b"", b'"}', b"", b"]}"], LARGEST)) == [b'{"a": ""}']


def test_a_list_of_one_that_was_written_as_the_one_is_a_record_too() -> None:
    (only,) = split([b'{"questionsEcrites": {"question": {"uid": "x"}}}'], LARGEST)
    assert only == b'{"uid": "x"}'


def test_records_of_any_content_come_back_whatever_the_blocks_are() -> None:
    chance = random.Random(5)

    def text() -> str:
        return "".join(chance.choices('abc{}[]"\\/,: \n\té\u2028', k=chance.randrange(40)))

    def value(depth: int) -> object:
        kind = chance.randrange(6 if depth else 3)
        if kind == 3:
            return [value(depth - 1) for _ in range(chance.randrange(4))]
        return {text(): value(depth - 1) for _ in range(chance.randrange(4))} if kind > 3 else [text(), 7, None][kind]

    for _ in range(200):
        records = [{text(): value(4) for _ in range(chance.randrange(5))} for _ in range(chance.randrange(1, 6))]
        body = json.dumps({"questionsEcrites": {"question": records}}, ensure_ascii=chance.random() < 0.5).encode()
        found = list(split(blocks(body, chance.randrange(1, 30)), LARGEST))
        assert [json.loads(each) for each in found if isinstance(each, bytes)] == records


def test_a_record_that_is_too_large_or_too_deep_costs_itself_alone() -> None:
    large, deep = b'{"a": "' + b"x" * LARGEST + b'"}', b'{"a": ' + b"[" * 60 + b"]" * 60 + b"}"
    body = b'{"question": [{"n": 1}, ' + large + b', {"n": 2}, ' + deep + b', {"n": 3}, {broken}, {"n": 4}]}'
    assert list(split(blocks(body, 1000), LARGEST)) == [
        b'{"n": 1}',
        Unfit("larger than 0 MB"),
        b'{"n": 2}',
        Unfit("nested too deeply"),
        b'{"n": 3}',
        b"{broken}",
        b'{"n": 4}',
    ]


def test_a_record_without_an_end_is_not_held() -> None:
    def endless() -> Iterator[bytes]:
        yield b'{"question": [{"a": "'
        for _ in range(500):
            yield b"x" * 100_000

    tracemalloc.start()
    with pytest.raises(Unreadable, match="cut short"):
        list(split(endless(), LARGEST))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2_000_000


@pytest.mark.parametrize("cut", range(22, 60))
def test_a_list_that_is_cut_anywhere_is_refused(cut: int) -> None:
    body = b'{"x":{"question": [{"a":"b"}, {"c": [1, "d\\""]}, {}]}}'
    assert len(list(split([body], LARGEST))) == 3
    if cut < len(body) - 2:
        with pytest.raises(Unreadable, match=r"cut short|something else"):
            list(split([body[:cut]], LARGEST))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b'{"question": null}',
        b'{"acteur": {"uid": {"#text": "PA1"}}}',
        b'{"a": {"b": {"c": {"question": [{}]}}}}',
        b'{"questions": [{}]}',
        b"x" * 200_000,
        b'{"a": "' + b"\\" * 200_000,
        b'{"a": {' + b'"b": "c", ' * 20_000,
    ],
)
def test_what_does_not_begin_as_a_list_of_records_is_none(body: bytes) -> None:
    with pytest.raises(NoList):
        list(split(blocks(body, 4096), LARGEST))


@pytest.mark.parametrize("body", [b'{"question": []}', b'{"question": [ ] }', b'{"question": [1, {}]}'])
def test_a_list_without_a_record_has_none(body: bytes) -> None:
    assert list(split([body], LARGEST)) == []


def test_a_list_that_goes_on_with_something_else_is_refused() -> None:
    with pytest.raises(Unreadable, match="something else"):
        list(split([b'{"question": [{}, 5]}'], LARGEST))
