"""Pages that are cut, gutted, too large or hostile, and errors that were served as pages."""

import json
from collections.abc import Callable

import pytest

from bot.core.question_json import to_plain
from bot.parliament.assemblee import read_assemblee
from bot.parliament.nosdeputes import read_nosdeputes
from bot.parliament.opendata import read_record
from bot.parliament.page import MAX_BYTES, NoPage, Unreadable, decode, soup
from bot.parliament.sniff import read
from bot.standins.sites.pages import CHALLENGE
from tests.parliament.examples import (
    CURRENT_ANSWERED,
    CURRENT_WAITING,
    HTML,
    OLDER_ANSWERED,
    OLDER_WAITING,
    RECORDS,
    SITE_COMMENTED,
    SITE_WAITING,
    changed,
    page,
    reason_of,
)


def before_first_text(piece: str, name: str = CURRENT_ANSWERED) -> bytes:
    """The page with something else before its first paragraph."""
    return changed(name).replace(b"<p", piece.encode() + b"<p", 1)


@pytest.mark.parametrize("name", HTML + RECORDS)
def test_a_page_cut_anywhere_reads_the_same_or_is_unreadable(name: str) -> None:
    body, whole = page(name), read(page(name))
    for end in range(1, len(body), max(1, len(body) // 60)):
        try:
            assert read(body[:end]) == whole, end
        except Unreadable:
            continue


@pytest.mark.parametrize("name", [CURRENT_ANSWERED, OLDER_ANSWERED, SITE_COMMENTED])
def test_a_page_cut_short_before_its_answer_is_unreadable_and_not_waiting(name: str) -> None:
    text = decode(page(name))
    start = text.index(
        {CURRENT_ANSWERED: "_colored-green", OLDER_ANSWERED: '"answer"', SITE_COMMENTED: '"reponse"'}[name]
    )
    assert "cut short" in reason_of(read, text[:start].encode())


def test_a_page_without_the_facts_that_follow_the_answer_is_unreadable() -> None:
    text = decode(page(CURRENT_ANSWERED))
    text = (
        text[: text.index('<div><div class="_pa-small">\n<p class="_colored-green')]
        + "</div></div></main></body></html>"
    )
    text = text.replace("Publication de la réponse", "")
    assert "cut short" in reason_of(read_assemblee, text.encode())


@pytest.mark.parametrize("missing", ['id="reponse"', 'id="question">', 'class="commentaires"'])
def test_a_page_without_one_of_its_blocks_is_unreadable(missing: str) -> None:
    reason_of(read, changed(SITE_WAITING, (missing, 'id="autre">' if missing.endswith(">") else 'id="autre"')))


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        (CURRENT_WAITING, '<p class="_pa-small">', "</p>"),
        (OLDER_WAITING, "<h3>Texte de la question</h3>\n<p>", "</p>"),
        (SITE_WAITING, "<p>Mme Léontine", "</p>"),
    ],
)
def test_a_page_whose_question_is_gutted_is_unreadable(name: str, start: str, end: str) -> None:
    text = decode(page(name))
    begin = text.index(start)
    kept = start.removesuffix("Mme Léontine")
    body = text[:begin] + kept + text[text.index(end, begin + len(start)) :]
    assert "text is missing" in reason_of(read, body.encode())


@pytest.mark.parametrize(
    "body",
    [
        "<html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>",
        "<html><head><title>503 - Assemblée nationale</title></head><body></body></html>",
        "<html><body><h1>The page cannot be found</h1></body></html>",
        "<html><body>The system cannot find the file specified.</body></html>",
        "<html><body><div><p>Aucun résultat ne correspond à votre recherche</p></div></body></html>",
        "<html><head><title>Error</title></head><body><h1>Error 503 Service Unavailable</h1></body></html>",
    ],
)
def test_an_error_served_as_a_page_is_unreadable(body: str) -> None:
    assert "an error page" in reason_of(soup, body.encode())
    reason_of(read, body.encode())


ASKED = "https://www.assemblee-nationale.fr/dyn/17/questions/QANR5L17QE5268"


@pytest.mark.parametrize(
    "body",
    [
        CHALLENGE,
        f"<html><head><title>Just a moment...</title></head><body><h1>Any questions? {ASKED}</h1></body></html>",
        f"<html><head><title>Accès refusé</title></head><body><p>Vos questions : {ASKED}</p></body></html>",
        f"<html><head><title>{ASKED}</title></head><body>Requested URL: {ASKED}<div id='px-captcha'></div></body></html>",
        "<html><body><p>questions.assemblee-nationale.fr : êtes-vous un humain ?</p></body></html>",
        "<html><head><title>Assemblée nationale</title></head><body><div id='root'></div></body></html>",
        "<html><body><script>var question = 1;</script></body></html>",
    ],
)
def test_a_page_that_keeps_programs_out_says_nothing_of_a_layout(body: str) -> None:
    for reader in (soup, read):
        with pytest.raises(NoPage):
            reader(body.encode())


@pytest.mark.parametrize("name", [CURRENT_WAITING, OLDER_WAITING, SITE_WAITING])
def test_a_question_about_error_pages_is_not_one(name: str) -> None:
    quoted = "« The page cannot be found », « Error 503 Service Unavailable »"
    body = (
        changed(name, ("M. ", f"{quoted} M. "))
        if name != SITE_WAITING
        else changed(name, ("si les", f"{quoted} si les"))
    )
    assert quoted in (read(body)[1].text or "")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" \n\t ",
        b"\x00" * 100,
        b"\xff\xfe<\x00h\x00",
        b"plain words",
        b"{",
        b"{}",
        b'{"question": 5}',
        b'{"question": {"uid": 5}}',
        b"[]",
        b"null",
        b'{"question": ' + b"[" * 200_000,
        b'{"question": {"uid": "\\ud800"}}',
        b"PK\x03\x04 zip",
        b"<html></html>",
        b"<?xml version='1.0' encoding='utf-8'?><QUESTION/>",
        b"<" * 100_000,
        b"<b>" * 50_000,
        b"<!--" * 1000,
        b"<div>" * 50_000 + b"x" + b"</div>" * 50_000,
        bytes(range(256)) * 20,
        b"x" * (MAX_BYTES + 1),
    ],
    ids=lambda body: ascii(body[:24]),
)
@pytest.mark.parametrize("reader", [read, read_assemblee, read_nosdeputes, read_record])
def test_hostile_bytes_are_unreadable(reader: Callable[[bytes], object], body: bytes) -> None:
    reason_of(reader, body)


@pytest.mark.parametrize(
    ("name", "piece"),
    [
        (CURRENT_ANSWERED, "<h1>x" * 250 + "<i>y</i>" * 9000 + "</h1>" * 250),
        (SITE_COMMENTED, "<h1>x" * 250 + "<i>y</i>" * 9000 + "</h1>" * 250),
        (OLDER_ANSWERED, "<div class='question_publish_date'>" * 250 + "<b>x</b>" * 9000 + "</div>" * 250),
    ],
    ids=["headings", "headings-nosdeputes", "dates"],
)
def test_a_page_of_nested_tags_is_refused(name: str, piece: str) -> None:
    assert "nested" in reason_of(read, before_first_text(piece, name))


@pytest.mark.parametrize("piece", ["<b></i>", "<table></div>"])
def test_tags_that_only_the_parser_nests_are_refused_while_it_does(piece: str) -> None:
    assert "nested deeper" in reason_of(read, before_first_text(piece * 1500))


@pytest.mark.parametrize("piece", ["<i>y</i>", "<br>"])
def test_a_page_of_more_tags_than_any_is_refused(piece: str) -> None:
    assert "more tags" in reason_of(read, before_first_text(piece * 10_001))


def test_a_page_with_hundreds_of_comments_is_read() -> None:
    one = "<div class='commentaire' id='commentaire_{}'><span class='titre_commentaire'>Le 05/03/2024 à 10:12, a dit :</span><p>Bien</p></div>"
    many = "".join(one.format(number) for number in range(1000, 1400))
    question = read_nosdeputes(changed(SITE_WAITING, ("</h3>", f"</h3>{many}")))
    assert len(question.comments or ()) == 400


@pytest.mark.parametrize("name", HTML)
def test_hostile_bytes_inside_a_page_raise_nothing_else(name: str) -> None:
    body = page(name)
    for piece in (b"\x00\xff\xfe", b"&#0;&#55296;&#x110000;", b"<!--", b"<script>", b"<b>" * 5000, b"</div>" * 40):
        for at in range(0, len(body), len(body) // 12):
            try:
                json.dumps(to_plain(read(body[:at] + piece + body[at:])[1]), ensure_ascii=False).encode()
            except Unreadable:
                continue


def test_one_bad_byte_in_a_page_of_utf_8_spoils_nothing_else() -> None:
    body = page(CURRENT_WAITING).replace(b"Les communes", b"Les \xe9 communes")
    question = read_assemblee(body)
    assert "Les \ufffd communes" in (question.text or "")
    assert question.subject == "Entretien des digues fluviales"


def test_old_encodings_are_read() -> None:
    for encoding in ("windows-1252", "iso-8859-1"):
        body = decode(page(OLDER_ANSWERED)).replace("iso-8859-15", encoding).encode(encoding)
        assert read(body) == read(page(OLDER_ANSWERED))
    undeclared = page(OLDER_ANSWERED).replace(b'<meta charset="iso-8859-15"/>', b"")
    assert read(undeclared) == read(page(OLDER_ANSWERED))
