"""Messages with a picture: what is sent, what is remembered, and what goes alone where the picture is not taken."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest
from markupsafe import Markup, escape

from bot.core.chart import Chart
from bot.messages.message import Message, Picture
from bot.standins.telegram.messages import SentMessage
from bot.transport.send import Photo
from tests.delivery.post import Post
from tests.standins.test_telegram_photos import png

pytestmark = pytest.mark.filterwarnings("ignore:Please use 'Bot")  # as bot.transport.api has it

CHART = Chart("Titre", "", (), "Assemblée nationale", "24 novembre 2026")
TEXT = Message(Markup("<b>12</b> questions"), picture=Picture(CHART, Markup("Pas de dessin.")))
GROUP = -1001


@dataclass
class Drawer:
    """An album that hands out what a test has laid into it."""

    photos: Iterator[Photo | None]
    kept: list[str | None] = field(default_factory=list)

    async def photo(self, _chart: Chart) -> Photo | None:
        return next(self.photos)

    anew = photo

    async def keep(self, _chart: Chart, file_id: str | None) -> None:
        self.kept.append(file_id)


async def sent(post: Post, chat: int, *photos: Photo | None, message: Message = TEXT) -> tuple[Drawer, SentMessage]:
    """Reply with a picture, which the album has. Returns the album, and what the chat got."""
    post.courier._album = drawer = Drawer(iter(photos))
    assert await post.courier.reply(chat, message)
    return drawer, post.telegram.messages(chat)[-1]


async def test_a_picture_is_uploaded_and_its_identifier_remembered(post: Post) -> None:
    post.telegram.person(7)
    drawer, got = await sent(post, 7, png())
    assert got.photo is not None and got.text == "12 questions"
    assert drawer.kept == [got.file_id]


async def test_a_picture_that_telegram_has_is_sent_by_its_identifier(post: Post) -> None:
    post.telegram.person(7)
    _, first = await sent(post, 7, png())
    _, again = await sent(post, 7, first.file_id)
    assert again.photo is not None and again.file_id == first.file_id
    assert len(post.telegram.state.files.photos) == 1


async def test_a_photo_that_telegram_no_longer_knows_is_drawn_and_uploaded_anew(post: Post) -> None:
    post.telegram.person(7)
    drawer, got = await sent(post, 7, "AgACAgQAAxkBAAI", png())
    assert got.photo is not None and drawer.kept == [got.file_id]


async def test_a_chat_that_takes_no_photos_gets_the_text_alone_and_is_not_held_to_be_gone(post: Post) -> None:
    post.telegram.group(GROUP, "Veille").can_send_photos = False
    drawer, got = await sent(post, GROUP, png())
    assert (got.photo, got.text, drawer.kept) == (None, "12 questions", [])
    assert post.rows("SELECT count(*) FROM chats WHERE paused_at IS NOT NULL") == [(0,)]
    assert await post.store.reports.waiting() == []


async def test_a_photo_that_telegram_has_is_not_drawn_anew_for_a_chat_that_takes_none(post: Post) -> None:
    post.telegram.person(7)
    _, first = await sent(post, 7, png())
    post.telegram.group(GROUP, "Veille").can_send_photos = False
    drawer, got = await sent(post, GROUP, first.file_id, b"drawn anew")
    assert (got.photo, got.text, next(drawer.photos)) == (None, "12 questions", b"drawn anew")


@pytest.mark.parametrize("photo", [png(9000, 9000), b"GIF89a"])
async def test_a_picture_that_telegram_cannot_read_costs_no_words(post: Post, photo: bytes) -> None:
    post.telegram.person(7)
    _, got = await sent(post, 7, photo)
    assert (got.photo, got.text) == (None, "12 questions")


async def test_a_chart_that_cannot_be_drawn_costs_one_sentence(post: Post) -> None:
    post.telegram.person(7)
    _, got = await sent(post, 7, None)
    assert (got.photo, got.text) == (None, "12 questions\n\nPas de dessin.")


async def test_words_that_do_not_fit_below_a_picture_are_sent_without_it(post: Post) -> None:
    post.telegram.person(7)
    _, got = await sent(post, 7, png(), message=replace(TEXT, html=escape("é" * 1025)))
    assert (got.photo, len(got.text)) == (None, 1025)


async def test_a_picture_is_sent_again_where_telegram_asks_to_wait(post: Post) -> None:
    post.telegram.person(7)
    post.telegram.fail_next("sendPhoto", status=429, retry_after=0)
    _, got = await sent(post, 7, png(), png())
    assert got.photo is not None
