"""The text of the Sénat's file: which encoding its bytes are in, and that they are such a file at all.

The file is in ISO-8859-1, with the apostrophes of windows-1252 among it, as of 2026. Should it become UTF-8, that is
read too, for French text in another encoding is hardly ever valid UTF-8.
"""

from bot.parliament.page import NoPage, Unreadable

MAX_BYTES = 32 * 1024 * 1024
"""Some 8,000 rows of 400 bytes make three megabytes."""

LATIN, UTF8 = "ISO-8859-1", "UTF-8"
BOM = b"\xef\xbb\xbf"
PACKED = (b"\x1f\x8b", b"PK\x03\x04", b"BZh", b"\xfd7zXZ")
LONGEST_CHARACTER = 4
"""Bytes of UTF-8."""


def decoded(body: bytes) -> tuple[str, str]:
    """The text, with plain line ends, and the name of its encoding.

    Bytes of windows-1252 among ISO-8859-1 are left as control characters, which `clean` replaces. Raises NoPage for
    what is no such file, and Unreadable for one that is too large, or in an encoding that cannot be told for sure.
    """
    if not body.strip():
        raise NoPage("empty")
    if len(body) > MAX_BYTES:
        raise Unreadable(f"larger than {MAX_BYTES // (1024 * 1024)} MB")
    if body.startswith(PACKED):
        raise NoPage("a compressed file")
    if b"\0" in body:
        raise Unreadable("zero bytes in the file: its encoding has changed, or it is no text")
    if body.removeprefix(BOM).lstrip().startswith((b"<", b"{", b"[")):
        raise NoPage("not the file of questions but a page or a message")
    text, encoding = _decoded(body)
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def _decoded(body: bytes) -> tuple[str, str]:
    if body.startswith(BOM):
        try:
            return body.decode("utf-8-sig"), UTF8
        except UnicodeDecodeError as error:
            raise Unreadable(f"not the UTF-8 that its first bytes announce: byte {error.start}") from error
    if body.isascii():
        return body.decode("ascii"), LATIN
    try:
        return body.decode("utf-8"), UTF8
    except UnicodeDecodeError as error:
        if len(body) - error.start < LONGEST_CHARACTER and error.reason == "unexpected end of data" and error.start:
            before = body[: error.start]
            if not before.isascii():
                raise Unreadable("cut short within a character of UTF-8") from error
        return body.decode("iso-8859-1"), LATIN
