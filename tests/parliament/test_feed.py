"""The feed of the last comments on NosDéputés.fr: its shape is that of the site's own code, its words are made up."""

from datetime import UTC, datetime

import pytest

from bot.core.question import QuestionId
from bot.parliament.feed import FeedItem, Newest, read_feed, read_newest
from bot.parliament.page import MAX_BYTES, Unreadable

ROOT = "https://www.nosdeputes.fr"


def item(link: str, comment: int = 7, words: str = "Bien dit !", guid: str | None = None) -> str:
    return (
        "    <item>\n      <title><![CDATA[À propos d'une question écrite de Ode Ferrand le 24/10/2023, riverain a dit]]>"
        f"</title>\n      <link>{link}</link>\n      <description><![CDATA[{words}]]></description>\n"
        f'      <guid isPermaLink="false">{guid or f"Commentaire{comment}"}</guid>\n'
        "      <pubDate>Tue, 05 Mar 2024 10:12:00 +0100</pubDate>\n    </item>"
    )


def feed(*items: str, start: str = '<?xml version="1.0" encoding="UTF-8" ?>\n') -> bytes:
    return (
        f'{start}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">\n  <channel>\n'
        f"    <title>Les derniers commentaires de NosDéputés.fr</title>\n    <link>{ROOT}/commentaires</link>\n"
        "    <description></description>\n" + "\n".join(items) + "\n  </channel>\n</rss>"
    ).encode()


def only(link: str) -> FeedItem | None:
    found = read_feed(feed(item(link)))
    return found[0] if found else None


@pytest.mark.parametrize(
    ("link", "legislature", "page", "question"),
    [
        (f"{ROOT}/16/question/98765#commentaire_7", 16, 98765, None),
        (f"{ROOT}/16/question/id/98765#commentaire_7", 16, 98765, None),
        (f"{ROOT}/16/question/QE/12432#commentaire_7", 16, None, QuestionId.of_legislature(16, 12432)),
        ("https://2012-2017.nosdeputes.fr/14/question/55#commentaire_7", 14, 55, None),
        ("https://2007-2012.nosdeputes.fr/question/55#commentaire_7", 13, 55, None),
        ("https://2007-2012.nosdeputes.fr/question/QE/55#commentaire_7", 13, None, QuestionId.of_legislature(13, 55)),
        ("http://127.0.0.1:8080/16/question/55#commentaire_7", 16, 55, None),
        ("/16/question/55#commentaire_7", 16, 55, None),
        (f"{ROOT}/question/55#commentaire_7", None, 55, None),
        (f"{ROOT}/99/question/55#commentaire_7", 99, 55, None),
        (f"{ROOT}/12/question/55#commentaire_7", None, 55, None),
    ],
)
def test_the_link_tells_where_a_comment_stands(
    link: str, legislature: int | None, page: int | None, question: QuestionId | None
) -> None:
    assert only(link) == FeedItem(7, legislature, page, question)


@pytest.mark.parametrize(
    "link",
    [
        f"{ROOT}/16/seance/1234#commentaire_7",
        f"{ROOT}/16/amendement/id/1234#commentaire_7",
        f"{ROOT}/16/question/QE/0#commentaire_7",
        f"{ROOT}/question/QE/12#commentaire_7",
        f"{ROOT}/16/question/98765",
        f"{ROOT}/16/question/98765#commentaire_8",
        f"{ROOT}/16/question/98765/autre#commentaire_7",
        f"{ROOT}/16/question/{'9' * 40}#commentaire_7",
        "javascript:alert(1)#commentaire_7",
        "",
    ],
)
def test_anything_else_is_passed_over(link: str) -> None:
    assert only(link) is None


def test_items_keep_the_order_of_the_feed() -> None:
    links = [f"{ROOT}/16/question/{page}#commentaire_{page + 1}" for page in (9, 5, 7)]
    body = feed(*(item(link, page + 1) for link, page in zip(links, (9, 5, 7), strict=True)))
    assert [found.comment for found in read_feed(body)] == [10, 6, 8]


def test_a_feed_without_comments_is_a_feed() -> None:
    assert read_feed(feed()) == ()


def test_a_comment_with_control_characters_does_not_hide_the_others() -> None:
    body = feed(item(f"{ROOT}/16/question/5#commentaire_7", words="a\x07b\x00"))
    assert [found.comment for found in read_feed(body)] == [7]


def test_a_comment_that_the_site_does_not_escape_well_does_not_hide_the_others() -> None:
    bad, good = item(f"{ROOT}/16/question/5#commentaire_7", words="]]> & <b>"), f"{ROOT}/16/question/6#commentaire_6"
    assert 6 in [found.comment for found in read_feed(feed(item(good, comment=6), bad))]


def test_half_a_character_in_one_comment_does_not_hide_the_others() -> None:
    good = item(f"{ROOT}/16/question/6#commentaire_6", comment=6)
    assert [found.comment for found in read_feed(feed(item(f"{ROOT}/16/question/&#55296;#commentaire_7"), good))] == [6]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00",
        b"plain words",
        b"<html><head><title>502</title></head><body>Bad Gateway</body></html>",
        b"<!DOCTYPE html><html><body><p>Erreur<br></body></html>",
        b"<rss></rss>",
        b'<feed xmlns="http://www.w3.org/2005/Atom"/>',
        feed(item(f"{ROOT}/16/question/5#commentaire_7"))[:-10],
        feed(item("&e;"), start='<!DOCTYPE rss [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
        feed(item("&a;"), start='<!DOCTYPE rss [<!ENTITY b "bbbbbbbb"><!ENTITY a "&b;&b;&b;&b;">]>'),
        feed(start="<!DOCTYPE rss>"),
        feed(*["<item/>"] * 1001),
        b"<a>" * 100_000,
        b"x" * (MAX_BYTES + 1),
    ],
    ids=lambda body: ascii(body[:24]),
)
def test_what_is_no_whole_feed_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        read_feed(body)
    assert "\n" not in caught.value.reason


def test_how_new_a_feed_is_counts_comments_on_everything_and_dates_that_are_dates() -> None:
    debate = item(f"{ROOT}/16/seance/1234#commentaire_9", 9)
    undated = item(f"{ROOT}/16/question/55#commentaire_8", 8).replace("Tue, 05 Mar 2024 10:12:00 +0100", "hier")
    naive = item(f"{ROOT}/16/question/55#commentaire_7", 7).replace(" +0100", "")
    found = read_newest(feed(debate, undated, naive))
    assert found == Newest(
        (9, 8, 7), (datetime(2024, 3, 5, 9, 12, tzinfo=UTC), datetime(2024, 3, 5, 10, 12, tzinfo=UTC))
    )
    assert read_newest(feed()) == Newest((), ())
