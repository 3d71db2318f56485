"""The Assemblée nationale's page of a written question: current site (16th legislature on) and older one."""

from typing import Literal

from bs4 import BeautifulSoup

from bot.core.question import Question
from bot.parliament import assemblee_current, assemblee_older
from bot.parliament.page import Unreadable, soup

VERSION = 2
"""Raise it with every change of what the reader makes of the same bytes: pages are read again then."""

Shape = Literal["assemblee", "assemblee-older"]


def read_assemblee(body: bytes) -> Question:
    """The question on a page; `comments` is None.

    Raises Unreadable where the bytes are not the whole page of a question.
    """
    return read_tree(soup(body), body)


def read_tree(tree: BeautifulSoup, body: bytes) -> Question:
    """The same for a page that is parsed already."""
    shape = shape_of(tree)
    if shape == "assemblee":
        return assemblee_current.read_current(tree, body)
    if shape == "assemblee-older":
        return assemblee_older.read_older(tree, body)
    raise Unreadable("not a question's page of the Assemblée nationale")


def shape_of(tree: BeautifulSoup) -> Shape | None:
    """Which of the two sites made the page, told by its markup and not by its legislature; None if neither did."""
    if assemblee_current.find_block(tree) is not None:
        return "assemblee"
    return "assemblee-older" if assemblee_older.find_header(tree) is not None else None
