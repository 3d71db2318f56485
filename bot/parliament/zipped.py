"""A zip file of many small members, read one by one in little memory and within bounds.

Python's own `zipfile` makes an object of every member, some 100 MB for the largest archive that is taken, and looks at
no bound while it does. Here the central directory is walked in blocks and nothing is kept of a member that was passed.
The format: PKWARE's APPNOTE.TXT, sections 4.3.7 (local header), 4.3.12 (central directory), 4.3.14 to 4.3.16 (its end).
Members that are stored or deflated are read, which is what every writer of such archives makes.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from bot.parliament.page import Unreadable

END = struct.Struct("<4s4H2LH")
END_MARK = b"PK\x05\x06"
LARGE_END = struct.Struct("<4sQ2H2L4Q")
LARGE_END_MARK = b"PK\x06\x06"
LARGE_LOCATOR = struct.Struct("<4sLQL")
LARGE_LOCATOR_MARK = b"PK\x06\x07"
LISTED = struct.Struct("<4s6H3L5H2L")
LISTED_MARK = b"PK\x01\x02"
LOCAL = struct.Struct("<4s5H3L2H")
LOCAL_MARK = b"PK\x03\x04"
EXTRA = struct.Struct("<2H")
LARGE_EXTRA = 0x0001

LONGEST_COMMENT = 0xFFFF
FULL_SHORT, FULL_LONG = 0xFFFF, 0xFFFFFFFF
"""What a field of the end holds where the real value needs the larger record (zip64)."""

BLOCK = 256 * 1024
ENCRYPTED = 0x1
STORED, DEFLATED = 0, 8
MORE_THAN_UNPACKED = 64 * 1024
"""Bytes by which a packed member can be larger than what it unpacks into."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What an archive can be at most: members, bytes of one unpacked, bytes of all that are read unpacked."""

    members: int
    largest: int
    total: int

    @property
    def directory(self) -> int:
        """Bytes of the central directory: a member's entry has 46 and its name, real ones some 75 in all."""
        return 256 * self.members


class Member(NamedTuple):
    """One member as the central directory lists it. (A NamedTuple: a hundred thousand are made and thrown away.)"""

    name: str
    flags: int
    method: int
    crc: int
    packed_size: int
    size: int
    offset: int


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The bytes of a member, and the same as raw deflate, as they stand in the zip."""

    member: Member
    body: bytes
    packed: bytes


@dataclass(frozen=True, slots=True)
class Refused:
    """A member that cannot be taken, and why.

    `damaged` where its bytes in the zip are broken; otherwise they are whole and no reader understands them.
    """

    name: str
    reason: str
    damaged: bool


@dataclass(frozen=True, slots=True)
class Directory:
    """Where the central directory stands in a file, and how many members it lists."""

    start: int
    size: int
    members: int


def read_directory(file: BinaryIO, pattern: re.Pattern[str], bounds: Bounds) -> Directory:
    """Find the central directory and check the whole of it, and the bounds, for the members whose names match.

    Raises Unreadable where the file is no whole zip or is larger than the bounds allow.
    """
    try:
        directory = _find(file)
        if directory.members > bounds.members:
            raise Unreadable(f"an archive of {directory.members} files")
        if directory.size > bounds.directory:
            raise Unreadable("an archive whose directory is larger than any can be")
        total = sum(member.size for member in listed(file, directory, pattern))
    except OSError as error:
        raise Unreadable(f"not a whole zip archive: {error}") from error
    if total > bounds.total:
        raise Unreadable("an archive that is larger unpacked than any can be")
    return directory


def listed(file: BinaryIO, directory: Directory, pattern: re.Pattern[str]) -> Iterator[Member]:
    """The members whose whole name matches, in the order of the directory. Raises Unreadable where it is broken."""
    fixed = LISTED.size
    left, rest, at = directory.size, b"", 0
    position = directory.start
    for _ in range(directory.members):
        # The fixed part tells how long the rest of an entry is; both must be at hand.
        for needed in (fixed, None):
            size = needed or fixed + sum(LISTED.unpack_from(rest, at)[10:13])
            if len(rest) - at < size:
                file.seek(position)
                block = file.read(min(left, max(BLOCK, size)))
                position, left = position + len(block), left - len(block)
                rest, at = rest[at:] + block, 0
            if len(rest) - at < size:
                raise Unreadable("not a whole zip archive: its directory is cut short")
        entry = LISTED.unpack_from(rest, at)
        if entry[0] != LISTED_MARK:
            raise Unreadable("not a whole zip archive: its directory is broken")
        name = rest[at + fixed : at + fixed + entry[10]].decode("utf-8", "replace")
        if pattern.fullmatch(name):
            member = Member(name, entry[3], entry[4], entry[7], entry[8], entry[9], entry[16])
            yield _enlarged(member, rest[at + fixed + entry[10] : at + fixed + entry[10] + entry[11]])
        at += size
    if left or at != len(rest):
        raise Unreadable("not a whole zip archive: its directory holds more than it says")


def _enlarged(member: Member, extra: bytes) -> Member:
    """The member with the sizes and the place that its zip64 field gives instead of those that are full (4.5.3)."""
    if FULL_LONG not in (member.size, member.packed_size, member.offset):
        return member
    at = 0
    while at + EXTRA.size <= len(extra):
        kind, length = EXTRA.unpack_from(extra, at)
        if kind == LARGE_EXTRA:
            field = extra[at + EXTRA.size : at + EXTRA.size + length]
            values = iter(struct.unpack(f"<{len(field) // 8}Q", field[: len(field) // 8 * 8]))
            # Only those that are full stand in it, in this order.
            known = (member.size, member.packed_size, member.offset)
            size, packed_size, offset = (next(values, each) if each == FULL_LONG else each for each in known)
            return member._replace(size=size, packed_size=packed_size, offset=offset)
        at += EXTRA.size + length
    return member


def unpack(file: BinaryIO, directory: Directory, member: Member, bounds: Bounds) -> Unpacked | Refused:
    """One member's bytes, checked against its length and checksum. A header that lies unpacks no more than it says."""
    found = _checked(file, directory, member, bounds)
    if isinstance(found, Refused):
        return found
    body, packed = found
    return Unpacked(member, body, deflate(body) if member.method == STORED else packed)


def check(file: BinaryIO, directory: Directory, member: Member, bounds: Bounds) -> Refused | None:
    """Whether a member's bytes are those that its length and checksum tell of; why it is refused where they are not."""
    found = _checked(file, directory, member, bounds)
    return found if isinstance(found, Refused) else None


def _checked(file: BinaryIO, directory: Directory, member: Member, bounds: Bounds) -> tuple[bytes, bytes] | Refused:
    """The member's bytes, unpacked and as they stand."""
    if member.size > bounds.largest:
        return Refused(member.name, f"larger than {bounds.largest // (1024 * 1024)} MB", damaged=False)
    if member.flags & ENCRYPTED or member.method not in (STORED, DEFLATED):
        return Refused(member.name, "packed in a way that is not known", damaged=False)
    packed = _packed(file, directory, member)
    if packed is None:
        return Refused(member.name, "damaged in the archive: its bytes are not where they should be", damaged=True)
    body = packed if member.method == STORED else inflate(packed, member.size)
    if body is None or len(body) != member.size:
        return Refused(member.name, "damaged in the archive: it does not unpack into what it should", damaged=True)
    if zlib.crc32(body) != member.crc:
        return Refused(member.name, "damaged in the archive: its checksum is wrong", damaged=True)
    return body, packed


def blocks(file: BinaryIO, directory: Directory, member: Member) -> Iterator[bytes]:
    """One member's bytes, some at a time: for one that is too large to be held as a whole.

    Raises Unreadable, at its end at the latest, where they are not those that its length and checksum tell of; what was
    yielded before counts for nothing then.
    """
    if member.flags & ENCRYPTED or member.method not in (STORED, DEFLATED):
        raise Unreadable(f"packed in a way that is not known: {member.name}")
    size, checksum = 0, 0
    for block in _unpacked_blocks(file, directory, member):
        size, checksum = size + len(block), zlib.crc32(block, checksum)
        if size > member.size:
            break
        yield block
    if size != member.size or checksum != member.crc:
        raise Unreadable(f"the archive is damaged: {member.name}")


def _unpacked_blocks(file: BinaryIO, directory: Directory, member: Member) -> Iterator[bytes]:
    """What the packed bytes unpack into, up to where they end or break."""
    unpacker = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
    for block in _packed_blocks(file, directory, member):
        if member.method == STORED:
            yield block
            continue
        packed = block
        while True:
            try:
                found = unpacker.decompress(packed, BLOCK)
            except zlib.error:
                return
            packed = unpacker.unconsumed_tail
            if found:
                yield found
            elif not packed:
                break


def _packed_blocks(file: BinaryIO, directory: Directory, member: Member) -> Iterator[bytes]:
    begins = _begin(file, directory, member)
    if begins is None:
        return
    for place in range(begins, begins + member.packed_size, BLOCK):
        file.seek(place)
        yield file.read(min(BLOCK, begins + member.packed_size - place))


def members(file: BinaryIO, pattern: re.Pattern[str], bounds: Bounds) -> Iterator[Unpacked | Refused]:
    """Every member whose whole name matches, one at a time. Raises Unreadable where the file is no whole zip, or is
    larger than the bounds allow, before any is yielded.
    """
    directory = read_directory(file, pattern, bounds)
    for member in listed(file, directory, pattern):
        yield unpack(file, directory, member, bounds)


def deflate(body: bytes) -> bytes:
    """Raw deflate, quickly made."""
    packer = zlib.compressobj(level=1, wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


def inflate(packed: bytes, largest: int) -> bytes | None:
    """What raw deflate unpacks into; None where it is broken, cut, followed by something, or larger than that."""
    unpacker = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
    try:
        body = unpacker.decompress(packed, largest + 1)
    except zlib.error:
        return None
    return body if unpacker.eof and not unpacker.unused_data and len(body) <= largest else None


def _packed(file: BinaryIO, directory: Directory, member: Member) -> bytes | None:
    """The packed bytes; None where they do not stand before the directory, behind a header of the same name."""
    if member.packed_size > member.size + MORE_THAN_UNPACKED:
        return None
    begins = _begin(file, directory, member)
    if begins is None:
        return None
    file.seek(begins)
    packed = file.read(member.packed_size)
    return packed if len(packed) == member.packed_size else None


def _begin(file: BinaryIO, directory: Directory, member: Member) -> int | None:
    """Where the packed bytes begin; None where they do not stand before the directory, behind the same name."""
    if member.offset + LOCAL.size > directory.start:  # also a place that no file can have
        return None
    file.seek(member.offset)
    header = file.read(LOCAL.size)
    if len(header) < LOCAL.size or not header.startswith(LOCAL_MARK):
        return None
    *_, name_size, extra_size = LOCAL.unpack(header)
    begins = member.offset + LOCAL.size + name_size + extra_size
    if begins + member.packed_size > directory.start:
        return None
    name = file.read(name_size)
    return begins if name.decode("utf-8", "replace") == member.name else None


def _find(file: BinaryIO) -> Directory:
    whole = file.seek(0, 2)
    tail_start = max(0, whole - END.size - LONGEST_COMMENT)
    file.seek(tail_start)
    tail = file.read(END.size + LONGEST_COMMENT)
    at = tail.rfind(END_MARK)
    while at >= 0 and not _ends(tail, at):
        at = tail.rfind(END_MARK, 0, at + len(END_MARK) - 1)
    if at < 0:
        raise Unreadable("not a whole zip archive: its end is missing")
    _, disk, first_disk, here, count, size, start, _ = END.unpack_from(tail, at)
    ends_at = tail_start + at
    if FULL_SHORT in (count, here) or FULL_LONG in (size, start):
        large = _find_large(file, ends_at)
        if large is not None:
            ends_at, disk, first_disk, here, count, size, start = large
    if disk or first_disk or here != count or start + size > ends_at:
        raise Unreadable("not a whole zip archive: its directory is not where it should be")
    return Directory(start, size, count)


def _ends(tail: bytes, at: int) -> bool:
    """Whether the record there is the file's last, for a comment can hold its mark."""
    return at + END.size <= len(tail) and at + END.size + END.unpack_from(tail, at)[7] == len(tail)


def _find_large(file: BinaryIO, end: int) -> tuple[int, int, int, int, int, int, int] | None:
    """The end as zip64 has it, for more than 65,534 members: (where it stands, then the fields as in the small one)."""
    if end < LARGE_LOCATOR.size:
        return None
    file.seek(end - LARGE_LOCATOR.size)
    mark, _, at, _ = LARGE_LOCATOR.unpack(file.read(LARGE_LOCATOR.size))
    if mark != LARGE_LOCATOR_MARK:
        return None
    if at + LARGE_END.size > end:
        raise Unreadable("not a whole zip archive: its end is broken")
    file.seek(at)
    mark, _, _, _, disk, first_disk, here, count, size, start = LARGE_END.unpack(file.read(LARGE_END.size))
    if mark != LARGE_END_MARK:
        raise Unreadable("not a whole zip archive: its end is broken")
    return at, disk, first_disk, here, count, size, start
