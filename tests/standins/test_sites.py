"""The stand-in sites serve pages in the real structures, which a test can change at any time, and faults to order."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime
from xml.etree import ElementTree

import aiohttp
import pytest

from bot.core.question import Answer, Closing, Comment, Question, QuestionId
from bot.core.source import Source
from bot.parliament.assemblee import read_assemblee
from bot.parliament.nosdeputes import read_nosdeputes
from bot.standins.sites.faults import SiteFaultKind
from bot.standins.sites.pages import page
from bot.standins.sites.server import StandInSites

FORESTS = Question(
    QuestionId.of_legislature(16, 12432),
    author="Mme Jeanne <Exemple>",
    group="Les Arbres & Cie - Groupe",
    subject="Bois <& forêts>",
    rubric="bois et forêts",
    asked_ministry="Agriculture",
    ministry="Transition écologique",
    asked=date(2023, 8, 1),
    text="Mme Jeanne <Exemple> interroge <b>le ministre</b>.\n\nElle demande «10 %» & plus.",
)
ANSWER = Answer(date(2024, 3, 5), "Un < deux.\n\nDeux < trois.")
COMMENTS = (
    Comment(7, "zoé (juriste)", datetime.fromisoformat("2024-03-05T10:12"), "Un cœur <3\nVoilà."),
    Comment(8, "Anonyme", datetime.fromisoformat("2024-03-06T01:02"), "Oui."),
)
CURRENT_PAGE = "/dyn/16/questions/QANR5L16QE12432"
COMMENTS_PAGE = "/16/question/QE/12432"


@pytest.fixture
async def sites() -> AsyncIterator[StandInSites]:
    async with StandInSites() as running:
        yield running


@pytest.fixture
async def web(sites: StandInSites) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(sites.url) as session:
        yield session


# Pages


@pytest.mark.parametrize("legislature", [14, 16, 17])
@pytest.mark.parametrize(
    "question",
    [
        FORESTS,
        replace(FORESTS, answer=ANSWER),
        replace(FORESTS, answer=replace(ANSWER, text=None)),
        replace(FORESTS, closing=Closing("Fin de mandat", ANSWER.published)),
    ],
    ids=["waiting", "answered", "announced", "closed"],
)
def test_the_reader_finds_on_the_assemblees_page_what_was_put_there(legislature: int, question: Question) -> None:
    question = replace(
        question, id=QuestionId.of_legislature(legislature, 12432), constituency="Ardèche (3e circonscription)"
    )
    assert read_assemblee(page(question, Source.ASSEMBLEE).encode()) == question


def test_the_reader_finds_on_the_page_of_nosdeputes_what_was_put_there() -> None:
    question = replace(FORESTS, answer=ANSWER, comments=COMMENTS)
    found = read_nosdeputes(page(question, Source.NOSDEPUTES).encode())
    assert (found.id, found.asked, found.answer, found.comments) == (question.id, question.asked, ANSWER, COMMENTS)
    assert found.author == "Jeanne <Exemple>"
    assert (found.text or "").replace("\u00a0", " ") == question.text


def test_the_page_of_nosdeputes_offers_an_alert_until_there_is_an_answer() -> None:
    waiting, answered = (page(each, Source.NOSDEPUTES) for each in (FORESTS, replace(FORESTS, answer=ANSWER)))
    assert "Être alerté lorsque cette" in waiting and "Cette question n'a pas encore de réponse." in waiting
    assert "Aucun commentaire n'a encore été formulé" in waiting
    assert "Être alerté" not in answered and "<h2>Réponse émise le 5 mars 2024</h2>" in answered


def test_a_withdrawn_question_says_so_on_nosdeputes() -> None:
    withdrawn = page(replace(FORESTS, closing=Closing("fin de mandat", date(2024, 6, 1))), Source.NOSDEPUTES)
    assert "<h3>Retirée le 1er juin 2024 (fin de mandat)</h3>" in withdrawn
    assert "Ministère transition écologique (retirée)</h1>" in withdrawn


@pytest.mark.parametrize("source", list(Source))
@pytest.mark.parametrize("legislature", [15, 16])
def test_nothing_that_a_question_says_becomes_markup(source: Source, legislature: int) -> None:
    attack = "<script>alert('x')</script>"
    question = Question(
        QuestionId.of_legislature(legislature, 1),
        author=attack,
        group=attack,
        subject=attack,
        rubric=attack,
        asked_ministry=attack,
        ministry=attack,
        text=attack,
        answer=Answer(None, attack),
        closing=Closing(attack, None),
        comments=(Comment(1, attack, None, attack),),
    )
    html = page(question, source) + page(replace(question, answer=None), source)
    assert "<script>" not in html and "&lt;script&gt;" in html


# Serving


@pytest.mark.parametrize(
    ("id", "path"),
    [
        (QuestionId.of_legislature(16, 12432), CURRENT_PAGE),
        (QuestionId.of_legislature(16, 12432), COMMENTS_PAGE),
        (QuestionId.of_legislature(14, 3200), "/q14/14-3200QE.htm"),
        (QuestionId.of_legislature(14, 3200), "/14/question/QE/3200"),
        (QuestionId.of_legislature(13, 20), "/question/QE/20"),
    ],
)
async def test_a_question_is_served_at_its_paths_and_nowhere_else(
    sites: StandInSites, web: aiohttp.ClientSession, id: QuestionId, path: str
) -> None:
    assert (await web.get(path)).status == 404
    sites.put(replace(FORESTS, id=id))
    assert str(id.number) in await text(web, path)
    assert (await web.get(path + "0")).status == 404
    sites.remove(id)
    assert (await web.get(path)).status == 404
    assert [request.status for request in sites.asked(path)] == [404, 200, 404]


async def test_a_page_can_be_on_one_site_alone(sites: StandInSites, web: aiohttp.ClientSession) -> None:
    sites.put(FORESTS, on=Source.ASSEMBLEE)
    assert (await web.get(CURRENT_PAGE)).status == 200
    assert (await web.get(COMMENTS_PAGE)).status == 404
    with pytest.raises(KeyError):
        sites.comment(FORESTS.id, COMMENTS[0])


async def test_events_of_a_question_appear_on_its_pages(sites: StandInSites, web: aiohttp.ClientSession) -> None:
    sites.put(FORESTS)
    sites.answer(FORESTS.id, ANSWER, on=Source.ASSEMBLEE)
    sites.comment(FORESTS.id, COMMENTS[0])
    sites.comment(FORESTS.id, COMMENTS[1])
    assert read_assemblee((await text(web, CURRENT_PAGE)).encode()).answer == ANSWER
    there = read_nosdeputes((await text(web, COMMENTS_PAGE)).encode())
    assert (there.answer, there.comments) == (None, COMMENTS)
    sites.close(FORESTS.id, Closing(None, None), on=Source.NOSDEPUTES)
    assert "(retirée)" in await text(web, COMMENTS_PAGE)


async def test_an_internal_number_redirects_to_the_page(sites: StandInSites, web: aiohttp.ClientSession) -> None:
    sites.put(FORESTS)
    sites.give_internal_id(FORESTS.id, 987654)
    answer = await web.get("/16/question/987654", allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (302, COMMENTS_PAGE)
    assert (await web.get("/16/question/987655", allow_redirects=False)).status == 404


async def test_a_page_that_has_not_changed_is_not_sent_again(sites: StandInSites, web: aiohttp.ClientSession) -> None:
    sites.put(FORESTS)
    etag = (await web.get(CURRENT_PAGE)).headers["ETag"]
    unchanged = await web.get(CURRENT_PAGE, headers={"If-None-Match": etag})
    assert (unchanged.status, await unchanged.read()) == (304, b"")
    sites.answer(FORESTS.id, ANSWER)
    changed = await web.get(CURRENT_PAGE, headers={"If-None-Match": etag})
    assert changed.status == 200 and changed.headers["ETag"] != etag


async def test_every_request_is_remembered_with_its_headers(sites: StandInSites, web: aiohttp.ClientSession) -> None:
    waiting = asyncio.ensure_future(sites.wait_until(lambda: sites.asked(CURRENT_PAGE)))
    await web.get(CURRENT_PAGE, headers={"User-Agent": "Guetteur"})
    [request] = await waiting
    assert (request.status, request.headers["User-Agent"]) == (404, "Guetteur")


async def test_every_question_has_an_internal_number(sites: StandInSites, web: aiohttp.ClientSession) -> None:
    sites.put(FORESTS)
    assert sites.internal_id(FORESTS.id) == 1612432
    answer = await web.get("/16/question/1612432", allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (302, COMMENTS_PAGE)
    assert (await web.get("/16/question/1612433", allow_redirects=False)).status == 404
    sites.give_internal_id(FORESTS.id, 987654)
    assert sites.internal_id(FORESTS.id) == 987654


# The feed of comments


async def test_a_comment_comes_into_the_feed_the_last_one_first(
    sites: StandInSites, web: aiohttp.ClientSession
) -> None:
    sites.put(replace(FORESTS, author="Mme Jeanne Exemple"))
    sites.give_internal_id(FORESTS.id, 987654)
    for each in COMMENTS:
        sites.comment(FORESTS.id, each)
    assert await feed(web) == [
        {
            "title": "À propos d'une question écrite de Jeanne Exemple le 01/08/2023, Anonyme a dit",
            "link": f"{sites.url}/16/question/987654#commentaire_8",
            "description": "Oui.",
            "guid": "Commentaire8",
            "pubDate": "Wed, 06 Mar 2024 01:02:00 +0100",
        },
        {
            "title": "À propos d'une question écrite de Jeanne Exemple le 01/08/2023, zoé a dit",
            "link": f"{sites.url}/16/question/987654#commentaire_7",
            "description": "Un c?ur &lt;3\nVoilà.",
            "guid": "Commentaire7",
            "pubDate": "Tue, 05 Mar 2024 10:12:00 +0100",
        },
    ]


async def test_the_feed_elides_before_a_vowel(sites: StandInSites, web: aiohttp.ClientSession) -> None:
    sites.put(replace(FORESTS, author="M. Émile Exemple", asked=None))
    sites.comment(FORESTS.id, COMMENTS[1])
    [item] = await feed(web)
    assert item["title"] == "À propos d'une question écrite d'Émile Exemple, Anonyme a dit"


async def test_the_feed_holds_the_last_comments_on_anything_alone(
    sites: StandInSites, web: aiohttp.ClientSession
) -> None:
    sites.put(replace(FORESTS, comments=(replace(COMMENTS[0], id=1),)))
    assert await feed(web) == [], "what a page says from the start was never new"
    for number in range(2, 12):
        sites.comment(FORESTS.id, replace(COMMENTS[0], id=number))
    sites.feed_other("Suite aux propos d'A. <B> & C. le 05/03/2024, x a dit", "/16/seance/1#inter_2", 12)
    items = await feed(web)
    assert [item["guid"] for item in items] == [f"Commentaire{number}" for number in range(12, 2, -1)]
    assert items[0]["title"] == "Suite aux propos d'A. <B> & C. le 05/03/2024, x a dit"
    assert items[0]["link"] == f"{sites.url}/16/seance/1#inter_2"
    sites.feed_length = 2
    assert len(await feed(web)) == 2


async def test_the_feed_can_show_one_comment_a_person(sites: StandInSites, web: aiohttp.ClientSession) -> None:
    sites.put(FORESTS)
    sites.feed_one_a_person = True
    for number, comment in enumerate((*COMMENTS, COMMENTS[0])):
        sites.comment(FORESTS.id, replace(comment, id=number))
    assert [item["guid"] for item in await feed(web)] == ["Commentaire2", "Commentaire1"]


async def test_a_feed_that_has_not_changed_is_not_sent_again(sites: StandInSites, web: aiohttp.ClientSession) -> None:
    sites.put(FORESTS)
    headers = {"If-None-Match": (await web.get(sites.feed_path)).headers["ETag"]}
    assert (await web.get(sites.feed_path, headers=headers)).status == 304
    sites.comment(FORESTS.id, COMMENTS[0])
    assert (await web.get(sites.feed_path, headers=headers)).status == 200
    assert [request.status for request in sites.asked(sites.feed_path)] == [200, 304, 200]


async def test_the_feed_has_the_bad_days_of_its_site(sites: StandInSites, web: aiohttp.ClientSession) -> None:
    sites.fault(on=Source.ASSEMBLEE)
    assert (await web.get(sites.feed_path)).status == 200
    sites.fault(on=Source.NOSDEPUTES)
    assert (await web.get(sites.feed_path)).status == 503
    sites.heal()
    sites.fault(path=sites.feed_path, kind="cut")
    answer = await web.get(sites.feed_path)
    with pytest.raises(aiohttp.ClientPayloadError):
        await answer.read()


# Bad days


async def test_a_status_comes_with_the_delay_that_was_ordered(sites: StandInSites, web: aiohttp.ClientSession) -> None:
    sites.put(FORESTS)
    sites.fault(on=Source.ASSEMBLEE, status=429, retry_after=30)
    refused = await web.get(CURRENT_PAGE)
    assert (refused.status, refused.headers["Retry-After"]) == (429, "30")
    assert (await web.get(COMMENTS_PAGE)).status == 200, "the other site is well"
    sites.heal()
    assert (await web.get(CURRENT_PAGE)).status == 200


async def test_a_fault_can_be_of_one_path_and_last_a_number_of_times(
    sites: StandInSites, web: aiohttp.ClientSession
) -> None:
    sites.put(FORESTS)
    sites.fault(path=CURRENT_PAGE, status=500, times=2)
    assert [(await web.get(CURRENT_PAGE)).status for _ in range(3)] == [500, 500, 200]


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        ("error_page", b"503 Service Unavailable"),
        ("challenge", b"JavaScript"),
        ("garbage", b"\xfe\xff"),
        ("empty", b""),
    ],
)
async def test_a_page_that_is_none_can_come_with_status_200(
    sites: StandInSites, web: aiohttp.ClientSession, kind: SiteFaultKind, part: bytes
) -> None:
    sites.put(FORESTS)
    sites.fault(kind=kind)
    served = await web.get(CURRENT_PAGE)
    body = await served.read()
    assert served.status == 200 and part in body and b"_style-question" not in body


async def test_a_connection_can_be_dropped(sites: StandInSites, web: aiohttp.ClientSession) -> None:
    sites.fault(kind="drop")
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await web.get(CURRENT_PAGE)


async def test_a_page_can_be_cut(sites: StandInSites, web: aiohttp.ClientSession) -> None:
    sites.put(FORESTS)
    sites.fault(path=CURRENT_PAGE, kind="cut", times=1)
    cut = await web.get(CURRENT_PAGE)
    with pytest.raises(aiohttp.ClientPayloadError):
        await cut.read()
    assert (await web.get(CURRENT_PAGE)).content_length == cut.content_length


async def test_a_site_can_send_people_elsewhere(sites: StandInSites, web: aiohttp.ClientSession) -> None:
    sites.fault(kind="redirect", to="https://example.org/maintenance")
    answer = await web.get(CURRENT_PAGE, allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (302, "https://example.org/maintenance")


async def test_a_site_can_hang_and_still_be_stopped(web: aiohttp.ClientSession, sites: StandInSites) -> None:
    sites.fault(kind="hang")
    hanging = asyncio.create_task(read(web, CURRENT_PAGE))
    await sites.wait_until(sites.asked)
    await sites.stop()
    with pytest.raises(aiohttp.ClientError):
        await hanging


async def test_a_page_can_come_too_slowly_to_wait_for(web: aiohttp.ClientSession, sites: StandInSites) -> None:
    sites.put(FORESTS)
    sites.fault(kind="trickle")
    answer = await web.get(CURRENT_PAGE)
    assert await answer.content.readexactly(1) == b"<"
    await sites.stop()
    assert len(await answer.read()) < 10


async def feed(web: aiohttp.ClientSession) -> list[dict[str, str]]:
    """The items of the feed of comments."""
    written = await read(web, "/commentaires/rss")
    channel = ElementTree.fromstring(written).find("channel")  # noqa: S314 - the stand-in wrote it
    assert channel is not None
    return [{part.tag: part.text or "" for part in item} for item in channel.findall("item")]


async def text(web: aiohttp.ClientSession, path: str) -> str:
    return (await read(web, path)).decode()


async def read(web: aiohttp.ClientSession, path: str) -> bytes:
    async with web.get(path) as answer:
        return await answer.read()
