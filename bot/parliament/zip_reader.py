"""Reads a zip file of many small members, one by one and within bounds.

The standard library finds the members. It makes an object of each, some 11 MB for the 20,000 of the current
legislature, so their count and size are checked before. The bytes of a member are unpacked here, because the store
keeps them as they stand in the zip, and because a member that is longer than it says has to be noticed. (Two oddities
that no writer makes are left to the library: a comment that holds the mark of a zip's end is taken for that end, so
that the file is refused; and the count that the end gives is not compared with the members that are there.) Members
that are stored or deflated are read, which is what every writer of such archives makes. The format: PKWARE's
APPNOTE.TXT, sections 4.3.7 (local header) and 4.3.12 (central directory).
"""

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from bot.parliament.page import Unreadable

ENTRY_MARK = b"PK\x01\x02"
"""What each entry of the central directory begins with."""

LOCAL = struct.Struct("<4s5H3L2H")
LOCAL_MARK = b"PK\x03\x04"

BLOCK = 256 * 1024
ENCRYPTED = 0x1
STORED, DEFLATED = 0, 8
MORE_THAN_UNPACKED = 64 * 1024

SHORT = 1_024
"""Bytes that are not worth packing: a third of them would be saved."""
"""Bytes by which a packed member can be larger than the unpacked one."""

NO_ZIP = (BadZipFile, EOFError, NotImplementedError, OSError, OverflowError, ValueError, struct.error)
"""What the standard library raises where a file is no whole zip, or its directory is garbled."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most that an archive can have: members, bytes of one member unpacked, bytes of all those that are read."""

    members: int
    largest: int
    total: int

    @property
    def directory(self) -> int:
        """Bytes of the central directory: a member's entry has 46 and its name, real ones some 75 in all."""
        return 256 * self.members


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The bytes of a member, unpacked and as raw deflate."""

    member: ZipInfo
    body: bytes
    packed: bytes


@dataclass(frozen=True, slots=True)
class ZipRefusal:
    """A member that cannot be taken, and why.

    `damaged` is whether its bytes in the zip are broken; otherwise they are whole, and no reader understands them.
    """

    name: str
    reason: str
    damaged: bool


class _BoundedFile:
    """A file whose reads are within the bounds of a directory, which the standard library reads as one block."""

    def __init__(self, file: BinaryIO, bounds: Bounds) -> None:
        self._file = file
        self._bounds = bounds

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes.

        Raises Unreadable where they are more than any directory has, or list too many members.
        """
        if size > self._bounds.directory:
            raise Unreadable("an archive whose directory is larger than any can be")
        block = self._file.read(size)
        if (members := block.count(ENTRY_MARK)) > self._bounds.members:
            raise Unreadable(f"an archive of {members} files")
        return block

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go there, as in any file."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """The place, as in any file."""
        return self._file.tell()

    def seekable(self) -> bool:
        """A zip is read from its end."""
        return True


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip that is open, and all its members in the order of its directory, which begins at byte `start`."""

    file: BinaryIO
    zip: ZipFile
    start: int

    def listed(self, pattern: re.Pattern[str]) -> Iterator[ZipInfo]:
        """The members whose whole name matches."""
        return (member for member in self.zip.infolist() if pattern.fullmatch(member.filename))


def open_archive(file: BinaryIO, pattern: re.Pattern[str], bounds: Bounds) -> Archive:
    """Read the whole directory, and check the bounds for the members whose names match.

    Raises Unreadable where the file is no whole zip or is larger than the bounds allow.
    """
    try:
        opened = ZipFile(_BoundedFile(file, bounds))
    except NO_ZIP as error:
        raise Unreadable(f"not a whole zip archive: {error}") from error
    archive = Archive(file, opened, opened.start_dir)
    if sum(member.file_size for member in archive.listed(pattern)) > bounds.total:
        raise Unreadable("an archive that is larger unpacked than any can be")
    return archive


def unpack(archive: Archive, member: ZipInfo, bounds: Bounds) -> Unpacked | ZipRefusal:
    """One member's bytes, checked against its length and checksum. A header that lies unpacks no more than it says."""
    found = _checked(archive, member, bounds)
    if isinstance(found, ZipRefusal):
        return found
    body, packed = found
    return Unpacked(member, body, deflate(body) if member.compress_type == STORED else packed)


def check(archive: Archive, member: ZipInfo, bounds: Bounds) -> ZipRefusal | None:
    """Why a member is refused; None where its bytes are those that its length and checksum tell of."""
    found = _checked(archive, member, bounds)
    return found if isinstance(found, ZipRefusal) else None


def _checked(archive: Archive, member: ZipInfo, bounds: Bounds) -> tuple[bytes, bytes] | ZipRefusal:
    """The member's bytes, unpacked and as they stand in the zip."""
    name, size = member.filename, member.file_size
    if size > bounds.largest:
        return ZipRefusal(name, f"larger than {bounds.largest // (1024 * 1024)} MB", damaged=False)
    if not _is_known(member):
        return ZipRefusal(name, "packed in a way that is not known", damaged=False)
    packed = _packed(archive, member)
    if packed is None:
        return ZipRefusal(name, "damaged in the archive: its bytes are not where they should be", damaged=True)
    body = packed if member.compress_type == STORED else inflate(packed, size)
    if body is None or len(body) != size:
        return ZipRefusal(name, "damaged in the archive: it does not unpack into what it should", damaged=True)
    if zlib.crc32(body) != member.CRC:
        return ZipRefusal(name, "damaged in the archive: its checksum is wrong", damaged=True)
    return body, packed


def blocks(archive: Archive, member: ZipInfo) -> Iterator[bytes]:
    """One member's bytes, some at a time: for one that is too large to be held as a whole.

    Raises Unreadable, at its end at the latest, where they are not those that its length and checksum tell of; what was
    yielded before counts for nothing then.
    """
    if not _is_known(member):
        raise Unreadable(f"packed in a way that is not known: {member.filename}")
    size = 0
    try:
        with archive.zip.open(member) as body:
            while block := body.read(BLOCK):
                size += len(block)
                yield block
    except (*NO_ZIP, zlib.error) as error:
        raise Unreadable(f"the archive is damaged: {member.filename}") from error
    if size != member.file_size:
        raise Unreadable(f"the archive is damaged: {member.filename}")


def _is_known(member: ZipInfo) -> bool:
    return not member.flag_bits & ENCRYPTED and member.compress_type in (STORED, DEFLATED)


def members(file: BinaryIO, pattern: re.Pattern[str], bounds: Bounds) -> Iterator[Unpacked | ZipRefusal]:
    """Every member whose whole name matches, one at a time. Raises Unreadable where the file is no whole zip, or is
    larger than the bounds allow, before any is yielded.
    """
    archive = open_archive(file, pattern, bounds)
    for member in archive.listed(pattern):
        yield unpack(archive, member, bounds)


def deflate(body: bytes) -> bytes:
    """The body as raw deflate, packed quickly; a short one as it is, for to pack it would take most of the time."""
    packer = zlib.compressobj(level=1 if len(body) > SHORT else 0, wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


def inflate(packed: bytes, largest: int) -> bytes | None:
    """The bytes that raw deflate unpacks into; None where it is broken, cut, followed by something, or too large."""
    unpacker = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
    try:
        body = unpacker.decompress(packed, largest + 1)
    except zlib.error:
        return None
    return body if unpacker.eof and not unpacker.unused_data and len(body) <= largest else None


def _packed(archive: Archive, member: ZipInfo) -> bytes | None:
    """The packed bytes; None where they do not stand before the directory, after a header of the same name."""
    if member.compress_size > member.file_size + MORE_THAN_UNPACKED or not 0 <= member.header_offset < archive.start:
        return None
    file = archive.file
    file.seek(member.header_offset)
    header = file.read(LOCAL.size)
    if len(header) < LOCAL.size or not header.startswith(LOCAL_MARK):
        return None
    *_, name_size, extra_size = LOCAL.unpack(header)
    if file.read(name_size).decode("utf-8", "replace") != member.orig_filename:
        return None
    begins = member.header_offset + LOCAL.size + name_size + extra_size
    if begins + member.compress_size > archive.start:
        return None
    file.seek(begins)
    packed = file.read(member.compress_size)
    return packed if len(packed) == member.compress_size else None
