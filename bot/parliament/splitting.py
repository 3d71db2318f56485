"""Cuts one large JSON file into its records while it is read, and never holds it as a whole.

Public programs say that the archive of the 14th legislature is one file of some 104,000 records and 500 MB,
`{"questionsEcrites": {"question": [{…}, {…}]}}`. Only brackets and strings are looked at here, so the cost does not
depend on how long or deep a record is. A record that is no JSON is found out by its reader, and does not cost the
others.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.parliament.page import Unreadable

DEEPEST = 50
"""The most brackets within brackets. A real record has ten."""

LONGEST_HEAD = 64 * 1024
"""Bytes before the first record: real ones are a few names and addresses of schemas."""

_VALUE = rb'(?:"[^"\\]{0,500}"|[\w.+-]{1,40})'
_HEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+\{\s*+"
    rb'(?:"[^"\\]{1,64}"\s*+:\s*+\{\s*+)?'
    rb'(?:"[^"\\]{1,64}"\s*+:\s*+' + _VALUE + rb"\s*+,\s*+)*+"
    rb'"question"\s*+:\s*+(?:(?P<list>\[)|(?=\{))'
)
"""The file up to its records: a list, or one record alone, as XML made into JSON writes a list of one."""

_OUTSIDE = re.compile(rb'(?:[^"\[\]{}]++|"[^"\\]*+(?:\\.[^"\\]*+)*+")*+', re.DOTALL)
"""The bytes up to a bracket, or to a string that does not end in this block."""

_INSIDE = re.compile(rb'(?:[^"\\]++|\\.)*+', re.DOTALL)
_BLANKS = re.compile(rb"\s*+")
_OPENING, _CLOSING = frozenset(b"[{"), frozenset(b"]}")
_QUOTE, _BRACE, _COMMA = b'"{,'


class NoList(Unreadable):
    """The file does not begin as a list of records does."""


@dataclass(frozen=True, slots=True)
class Unfit:
    """A record that was passed over, and why."""

    reason: str


def split(blocks: Iterable[bytes], largest: int) -> Iterator[bytes | Unfit]:
    """The bytes of each record, as they stand in the file, in little more memory than the largest one needs.

    Yields Unfit for a record of more than `largest` bytes, and for one whose brackets nest too deeply. Raises NoList
    where the file has another shape, and Unreadable where it ends before its list does. All blocks are consumed, but
    what follows the last record is not looked at.
    """
    rest = _Rest(filter(None, blocks))
    is_list = rest.pass_head()
    if is_list and rest.following() != _BRACE:
        rest.drain()  # an empty list, or one of something else, has no record
        return
    while True:
        yield rest.record(largest)
        if not is_list or rest.following() != _COMMA:
            break
        rest.at += 1
        if rest.following() != _BRACE:
            raise Unreadable("a list that holds something else than records")
    if is_list and rest.following() != ord("]"):
        raise Unreadable("a list of records that is cut short")
    rest.drain()


class _Rest:
    """The unread part of the file: the current block, and the place in it."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._block = b""
        self.at = 0

    def pass_head(self) -> bool:
        """Go to the first record. Returns whether a list of records begins there."""
        while (found := _HEAD.match(self._block)) is None:
            if len(self._block) > LONGEST_HEAD or (block := next(self._blocks, None)) is None:
                raise NoList("not a list of records")
            self._block += block
        self.at = found.end()
        return found["list"] is not None

    def following(self) -> int | None:
        """The next byte that is not blank, without passing it; None at the end of the file."""
        while True:
            self.at = _at_end(_BLANKS, self._block, self.at)
            if self.at < len(self._block):
                return self._block[self.at]
            if not self._turn():
                return None

    def record(self, largest: int) -> bytes | Unfit:
        """The record that begins here."""
        nesting, pieces, size = _Nesting(), list[bytes](), 0
        while True:
            end = nesting.closed_at(self._block, self.at)
            piece = self._block[self.at : end]
            size += len(piece)
            if size <= largest:
                pieces.append(piece)
            else:
                pieces.clear()
            if end is not None:
                self.at = end
                break
            if not self._turn():
                raise Unreadable("a list of records that is cut short")
        if size > largest:
            return Unfit(f"larger than {largest // (1024 * 1024)} MB")
        return Unfit("nested too deeply") if nesting.deepest > DEEPEST else b"".join(pieces)

    def drain(self) -> None:
        """Read the rest: only its end shows whether the file is whole."""
        while self._turn():
            pass

    def _turn(self) -> bool:
        """Take the next block. Returns whether there is one."""
        self._block, self.at = next(self._blocks, b""), 0
        return bool(self._block)


class _Nesting:
    """Counts the open brackets, from block to block."""

    def __init__(self) -> None:
        self.deepest = 0
        self._depth = 0
        self._in_string = False
        self._is_escaped = False

    def closed_at(self, block: bytes, at: int) -> int | None:
        """The place after the bracket that closes the first one; None where the block ends before it."""
        while at < len(block):
            if self._in_string:
                at = self._pass_string(block, at)
                continue
            at = _at_end(_OUTSIDE, block, at)
            byte = block[at] if at < len(block) else None
            at += 1
            if byte in _OPENING:
                self._depth += 1
                self.deepest = max(self.deepest, self._depth)
            elif byte in _CLOSING:
                self._depth -= 1
                if not self._depth:
                    return at
            elif byte == _QUOTE:
                self._in_string = True
        return None

    def _pass_string(self, block: bytes, at: int) -> int:
        """The place after the open string, or the block's end; a backslash there counts for the next block."""
        at = _at_end(_INSIDE, block, at + self._is_escaped)
        self._is_escaped = at < len(block) and block[at] != _QUOTE
        self._in_string = at >= len(block) or self._is_escaped
        return at + 1


def _at_end(pattern: re.Pattern[bytes], block: bytes, at: int) -> int:
    """Where a match of the pattern ends, which may be empty."""
    found = pattern.match(block, at)
    return found.end() if found else at
