"""Reads a question from bytes of any known shape: used where nobody says what the bytes are."""

from bot.core.question import Question
from bot.parliament import assemblee, nosdeputes
from bot.parliament.opendata import read_record
from bot.parliament.page import Unreadable, soup


def read(body: bytes) -> tuple[str, Question]:
    """The shape's name ("nosdeputes", "assemblee", "assemblee-older" or "opendata") and the question.

    Raises Unreadable where the bytes have none of these shapes, or have one and cannot be read.
    """
    start = body.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if start == b"{":
        return "opendata", read_record(body)
    if start == b"[":
        raise Unreadable("a list of records: give one record at a time")
    tree = soup(body)
    shape = assemblee.shape_of(tree)
    if nosdeputes.find_block(tree) is not None:
        return "nosdeputes", nosdeputes.read_tree(tree, body)
    if shape is not None:
        return shape, assemblee.read_tree(tree, body)
    raise Unreadable("neither a question's page of a site that is known nor a record of the archive")
