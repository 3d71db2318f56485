"""Who may change what in which chat: a table of standings."""

import pytest
from markupsafe import Markup

from bot.core.rights import (
    NOBODY,
    SPEAKS_AS_THE_CHAT,
    Matter,
    Member,
    Objection,
    can_write,
    lacks_rights,
    objection,
)
from bot.messages.delegation import headed
from bot.messages.keyboards import addressed, addressee
from bot.messages.message import LIMIT, Button, Message, visible, width
from bot.messages.phrases import phrases
from handlers.common.standing import read_member

FOLLOWS, SETTINGS = Matter.FOLLOWS, Matter.SETTINGS
CREATOR, ADMINISTRATOR, MEMBER = Member("creator"), Member("administrator"), Member("member")
POSTER = Member("administrator", can_post=True)
MUTE = Member("administrator", can_post=False)
RESTRICTED_HERE = Member("restricted", is_member=True)
RESTRICTED_GONE = Member("restricted", is_member=False)
BANNED = Member("kicked")
UNKNOWN = Member("hidden")
FR = phrases("fr")


@pytest.mark.parametrize("everybody", [False, True])
@pytest.mark.parametrize("matter", Matter)
@pytest.mark.parametrize("kind", ["group", "supergroup"])
@pytest.mark.parametrize("member", [CREATOR, ADMINISTRATOR, MUTE, SPEAKS_AS_THE_CHAT])
def test_administrators_of_a_group_may_do_everything(
    member: Member, kind: str, matter: Matter, everybody: bool
) -> None:
    assert objection(kind, member, everybody, matter) is None


@pytest.mark.parametrize(
    ("member", "everybody", "matter", "expected"),
    [
        (MEMBER, False, FOLLOWS, Objection.ADMINISTRATORS),
        (MEMBER, True, FOLLOWS, None),
        (MEMBER, True, SETTINGS, Objection.ADMINISTRATORS_ALONE),
        (MEMBER, False, SETTINGS, Objection.ADMINISTRATORS_ALONE),
        (RESTRICTED_HERE, False, FOLLOWS, Objection.ADMINISTRATORS),
        (RESTRICTED_HERE, True, FOLLOWS, None),
        (RESTRICTED_GONE, True, FOLLOWS, Objection.MEMBERS),
        (Member("restricted"), True, FOLLOWS, Objection.MEMBERS),
        (NOBODY, False, FOLLOWS, Objection.ADMINISTRATORS),
        (NOBODY, True, FOLLOWS, Objection.MEMBERS),
        (BANNED, True, FOLLOWS, Objection.MEMBERS),
        (Member("owner of everything"), True, FOLLOWS, Objection.MEMBERS),
        (UNKNOWN, False, FOLLOWS, Objection.ADMINISTRATORS),
        (UNKNOWN, True, FOLLOWS, Objection.HIDDEN),
        (UNKNOWN, True, Matter.READING, Objection.HIDDEN),
        (BANNED, False, Matter.READING, Objection.READERS),
    ],
)
def test_members_of_a_group_may_follow_where_it_allows_everybody(
    member: Member, everybody: bool, matter: Matter, expected: Objection | None
) -> None:
    assert objection("supergroup", member, everybody, matter) is expected


@pytest.mark.parametrize("everybody", [False, True])
@pytest.mark.parametrize(
    ("member", "may"),
    [
        (CREATOR, True),
        (POSTER, True),
        (SPEAKS_AS_THE_CHAT, True),
        (MUTE, False),
        (ADMINISTRATOR, False),  # Telegram did not say whether they may post
        (MEMBER, False),
        (NOBODY, False),
        (BANNED, False),
    ],
)
def test_in_a_channel_those_may_who_post_there(member: Member, may: bool, everybody: bool) -> None:
    assert objection("channel", member, everybody, FOLLOWS) is (None if may else Objection.POSTERS)
    assert objection("channel", member, everybody, SETTINGS) is (None if may else Objection.POSTERS_SETTINGS)


def test_in_private_everybody_may() -> None:
    assert objection("private", NOBODY, False, SETTINGS) is None


@pytest.mark.parametrize("why", Objection)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_refusal_has_a_sentence_that_fits_above_a_chat(why: Objection, language: str) -> None:
    assert 0 < len(phrases(language).text(f"not-allowed-{why}")) <= 200


@pytest.mark.parametrize(
    ("kind", "bot", "members_write", "can"),
    [
        ("channel", POSTER, None, True),
        ("channel", ADMINISTRATOR, None, True),
        ("channel", MUTE, None, False),
        ("channel", MEMBER, None, False),
        ("channel", NOBODY, None, False),
        ("group", MEMBER, None, True),
        ("group", MEMBER, False, False),
        ("supergroup", ADMINISTRATOR, False, True),
        ("supergroup", Member("restricted", is_member=True, can_send=False), True, False),
        ("supergroup", Member("restricted", is_member=True, can_send=True), True, True),
        ("supergroup", Member("restricted", is_member=True), None, True),
        ("supergroup", RESTRICTED_GONE, None, False),
        ("supergroup", BANNED, True, False),
        ("supergroup", UNKNOWN, None, True),
        ("supergroup", UNKNOWN, True, True),
        ("supergroup", UNKNOWN, False, False),
    ],
)
def test_whether_the_bot_can_write(kind: str, bot: Member, members_write: bool | None, can: bool) -> None:
    assert can_write(kind, bot, members_write) is can


@pytest.mark.parametrize(
    ("why", "lacks"),
    [
        ("Bad Request: have no rights to send a message", True),
        ("Bad Request: not enough rights to send text messages to the chat", True),
        ("Bad Request: need administrator rights in the channel chat", True),
        ("Bad Request: CHAT_WRITE_FORBIDDEN", True),
        ("Bad Request: no write access to the chat", True),
        ("Bad Request: TOPIC_CLOSED", False),
        ("Forbidden: bot was kicked from the supergroup chat", False),
        ("Bad Request: chat not found", False),
        ("", False),
        (None, False),
    ],
)
def test_a_refusal_for_want_of_a_right_is_told_from_a_chat_that_is_gone(why: str | None, lacks: bool) -> None:
    assert lacks_rights(why) is lacks


@pytest.mark.parametrize("answer", [None, True, "creator", {}, {"status": None}, {"status": ["creator"]}])
def test_an_answer_without_a_standing_gives_no_rights(answer: object) -> None:
    assert read_member(answer) == NOBODY


def test_an_answer_may_lack_or_garble_any_field() -> None:
    assert read_member({"status": "administrator"}) == ADMINISTRATOR
    assert read_member({"status": "administrator", "can_post_messages": "yes"}) == ADMINISTRATOR
    assert read_member({"status": "restricted", "is_member": True, "can_send_messages": False}) == Member(
        "restricted", is_member=True, can_send=False
    )


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("follow:an17-1", ("follow:an17-1", None)),
        ("follow:an17-1@-1001234567890", ("follow:an17-1", -1001234567890)),
        ("list:2@-5", ("list:2", -5)),
        # What no button of ours carries keeps its sign, and is then not understood.
        ("list:2@5", ("list:2@5", None)),
        ("list:2@-0", ("list:2@-0", None)),
        ("list:2@-", ("list:2@-", None)),
        ("list:2@-5\n", ("list:2@-5\n", None)),
        ("list:2@-" + "9" * 17, ("list:2@-" + "9" * 17, None)),
        ("list:2@-1@-2", ("list:2@-1", -2)),
        ("", ("", None)),
    ],
)
def test_a_button_says_which_chat_it_is_about(data: str, expected: tuple[str, int | None]) -> None:
    assert addressee(data) == expected


def test_the_longest_button_that_is_about_another_chat_fits_into_telegrams_limit() -> None:
    for data in ("unfollow:an17-999999", "forget:yes", "list:999999"):
        there = addressed(Button("x", callback=data), -1009999999999999)
        assert there.callback is not None
        assert len(there.callback.encode()) <= 64
        assert addressee(there.callback) == (data, -1009999999999999)
    link = Button("x", url="https://example.org")
    assert addressed(link, -5) == link


@pytest.mark.parametrize("title", ["<b>Digues</b> & co", "x" * 5000, "a\nb\r\nc", "{title} %s", "😀" * 500, ""])
def test_a_title_is_escaped_bounded_and_stays_on_its_line(title: str) -> None:
    message = headed(FR, Message(FR.say("kept")), "channel", title)
    first, *rest = visible(message.html).split("\n")
    assert first.startswith("📣 «\u00a0") and first.endswith("\u00a0»")
    assert width(first) < 80
    assert rest == ["", "Rien n’a été effacé."]


def test_a_full_message_goes_without_the_line() -> None:
    full = Message(Markup.escape("x" * (LIMIT - 5)))
    assert headed(FR, full, "supergroup", "Digues") == full
