"""Every class of error of Telegram's: what it means, what is done, and where that is tested.

`docs/telegram-errors.md` is this table as a page; tests/transport/test_error_table.py keeps the two and the code alike.
"""

from dataclasses import dataclass

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.transport.api import OddAnswer
from bot.transport.errors import ChatGone, ChatMoved, Rejected, TopicGone, TryAgain, Unclear, Verdict
from bot.transport.http import Unanswered

PAUSE = (
    "The chat is paused; its follows and its messages are kept until it is heard of again. It is tried again by itself "
    "after an hour, two hours, four … up to a month."
)
UNCLEAR = (
    "The message is sent once more as plain text that answers no other one, then kept and tried again after a minute, "
    "two … up to a day, while the rest of the chat goes on. The operator is told Telegram's words, once. Three different "
    "messages refused in a row are the chat's doing: it is paused. One that is refused eight times while the chat takes "
    "others is marked as refused."
)
AGAIN = "The message is kept and tried again after 1 s, 2 s, 4 s … up to 15 minutes; after a day the operator is told."
REPLY = "A reply is tried for three minutes; then one sentence says that it came to nothing, and the chat goes on."
PLAIN = "The message is sent once more as plain text. If that is refused too, it is marked as refused and the operator told."
IN_GENERAL = "The message is sent in the general topic instead."


@dataclass(frozen=True, slots=True)
class Row:
    """One class of errors. `verdict` is what `judge` makes of `error`; None where others than the courier decide."""

    name: str
    says: str
    error: TelegramError
    means: str
    verdict: Verdict | None
    does: str
    test: str
    in_topic: bool = False


def _gone(name: str, error: TelegramError, means: str, test: str) -> Row:
    return Row(name, f"{_code(error)} {error.message}", error, means, ChatGone(error.message), PAUSE, test)


def _code(error: TelegramError) -> str:
    return "403" if isinstance(error, Forbidden) else "400"


GONE = "transport/test_errors.py::test_a_chat_that_cannot_be_written_to_is_gone_for_now"
REFUSED = "transport/test_errors.py::test_a_message_that_telegram_does_not_take_is_refused"
JOURNEYS = "journeys/test_telegram_that_refuses.py::"
COURIER = "delivery/test_courier.py::"
HTTP = "transport/test_http.py::"

ROWS = (
    _gone(
        "blocked",
        Forbidden("Forbidden: bot was blocked by the user"),
        "A person wants no more messages.",
        JOURNEYS + "test_a_person_who_blocks_the_bot_keeps_their_follows_and_gets_the_alert_when_back",
    ),
    _gone("deactivated", Forbidden("Forbidden: user is deactivated"), "The account was deleted.", GONE),
    _gone("kicked", Forbidden("Forbidden: bot was kicked from the supergroup chat"), "A group removed the bot.", GONE),
    _gone("chat not found", BadRequest("Bad Request: chat not found"), "There is no such chat any more.", GONE),
    _gone(
        "not enough rights",
        BadRequest("Bad Request: not enough rights to send text messages to the chat"),
        "The chat lets the bot be there and does not let it write.",
        GONE,
    ),
    Row(
        "no files",
        "400 not enough rights to send documents to the chat",
        BadRequest("Bad Request: not enough rights to send documents to the chat"),
        "The chat takes words and no files.",
        Rejected("Not enough rights to send documents to the chat"),
        "A sentence says so; the chat's alerts go on.",
        "journeys/test_export.py::test_a_group_that_takes_no_files_is_told_so_and_keeps_its_alerts",
    ),
    Row(
        "no photos",
        "400 not enough rights to send photos to the chat",
        BadRequest("Bad Request: not enough rights to send photos to the chat"),
        "The chat takes words and no photos.",
        Rejected("Not enough rights to send photos to the chat"),
        "The words below the picture, which say all that it shows, are sent alone.",
        "delivery/test_pictures.py::test_a_chat_that_takes_no_photos_gets_the_text_alone_and_is_not_held_to_be_gone",
    ),
    Row(
        "photo unknown",
        "400 wrong file identifier/HTTP URL specified",
        BadRequest("Bad Request: wrong file identifier/HTTP URL specified"),
        "Telegram no longer knows a picture that it was sent before.",
        Rejected("Wrong file identifier/http url specified"),
        "The picture is drawn and uploaded anew.",
        "delivery/test_pictures.py::test_a_photo_that_telegram_no_longer_knows_is_drawn_and_uploaded_anew",
    ),
    Row(
        "group moved",
        "400 with migrate_to_chat_id",
        ChatMigrated(-1005),
        "The group became a supergroup with another number.",
        ChatMoved(-1005),
        "Everything of the chat goes over to the new number, and the message is sent there.",
        JOURNEYS + "test_a_group_that_becomes_a_supergroup_keeps_its_follows",
    ),
    Row(
        "topic closed",
        "400 TOPIC_CLOSED",
        BadRequest("Bad Request: TOPIC_CLOSED"),
        "Nobody may write in this topic for now.",
        TopicGone(is_closed=True),
        IN_GENERAL,
        JOURNEYS + "test_a_reply_to_a_topic_that_is_gone_comes_in_the_general_one",
        in_topic=True,
    ),
    Row(
        "topic deleted",
        "400 message thread not found",
        BadRequest("Bad Request: message thread not found"),
        "The topic is no more.",
        TopicGone(is_closed=False),
        f"{IN_GENERAL} Its follows move there, and one message says why.",
        JOURNEYS + "test_a_reply_to_a_topic_that_is_gone_comes_in_the_general_one",
        in_topic=True,
    ),
    Row(
        "general topic closed",
        "400 TOPIC_CLOSED",
        BadRequest("Bad Request: TOPIC_CLOSED"),
        "There is no other topic to go to.",
        TopicGone(is_closed=True),
        "What waits for that topic is tried again after a minute, two … up to six hours. All other topics go on.",
        COURIER + "test_a_closed_general_topic_holds_up_its_own_alerts_alone",
    ),
    Row(
        "cannot be parsed",
        "400 can't parse entities",
        BadRequest("Bad Request: can't parse entities: unsupported start tag"),
        "A mistake of ours in a message.",
        Rejected("Can't parse entities: unsupported start tag"),
        PLAIN,
        JOURNEYS + "test_a_message_that_telegram_cannot_parse_is_sent_as_plain_text",
    ),
    Row(
        "too long",
        "400 message is too long",
        BadRequest("Bad Request: message is too long"),
        "A mistake of ours: every message is cut to what Telegram takes.",
        Rejected("Message is too long"),
        PLAIN,
        REFUSED,
    ),
    Row(
        "message to answer lost",
        "400 message to be replied not found",
        BadRequest("Bad Request: message to be replied not found"),
        "What the message answers was deleted, and the server says so although the message may go without.",
        Rejected("Message to be replied not found"),
        "The message is sent at once, without answering another one.",
        "delivery/test_threads.py::test_a_refusal_to_answer_a_message_costs_the_alert_nothing_but_that",
    ),
    Row(
        "slow mode",
        "400 SLOWMODE_WAIT_30",
        BadRequest("Bad Request: SLOWMODE_WAIT_30"),
        "Telegram asks to wait, in other words.",
        TryAgain(30.0),
        "The message is kept and tried again then.",
        "transport/test_errors.py::test_everything_else_loses_nothing",
    ),
    Row(
        "any other 400",
        "400 …",
        BadRequest("Bad Request: something that nobody has seen yet"),
        "Nobody knows: it may be the message, or its chat.",
        Unclear("Something that nobody has seen yet"),
        UNCLEAR,
        COURIER + "test_an_alert_that_is_refused_in_unknown_words_is_kept_and_comes_when_it_is_taken",
    ),
    Row(
        "too many, one chat",
        "429 retry after 17",
        RetryAfter(17),
        "This chat got too much.",
        TryAgain(17.0),
        "Everything for this chat, replies too, is held for that time, which is kept in the store; no other chat waits.",
        "transport/test_rate_limiter.py::test_a_refusal_of_one_chat_holds_that_chat_alone_and_is_remembered",
    ),
    Row(
        "too many, of what sends nothing",
        "429 of answerCallbackQuery, getChatMember, getFile …",
        RetryAfter(17),
        "This method was called too often.",
        TryAgain(17.0),
        "The method alone is held for that time, for that chat where it has one; what would be answered too late is given up.",
        "transport/test_rate_limiter.py::test_a_refusal_of_a_method_that_sends_nothing_holds_that_method_alone",
    ),
    Row(
        "too many, over all",
        "429 of a message without a chat, or for three chats within a second and nothing taken in between",
        RetryAfter(17),
        "The bot as a whole sent too much.",
        TryAgain(17.0),
        "Everything but the fetching of updates is held for that time, which is kept in the store.",
        "transport/test_rate_limiter.py::test_a_refusal_of_the_whole_bot_holds_everything_for_its_time",
    ),
    Row(
        "Telegram in trouble",
        "5xx",
        NetworkError("Bad Gateway"),
        "It may work later.",
        TryAgain(),
        AGAIN,
        JOURNEYS + "test_an_alert_is_sent_again_when_telegram_fails",
    ),
    Row(
        "connection lost before the request was read",
        "",
        NetworkError("ServerDisconnectedError"),
        "Nothing arrived, which nobody can know for sure.",
        TryAgain(),
        AGAIN,
        HTTP + "test_a_connection_that_is_cut_is_a_network_error_and_nothing_is_sent_twice",
    ),
    Row(
        "connection lost after the request was read",
        "",
        Unanswered(),
        "It may have arrived.",
        TryAgain(may_have_arrived=True),
        "It is sent again at once, and a last time after a quarter of an hour, if Telegram answers at all; each answer is "
        "waited for longer. Rather twice than never, but three times at most; then the operator is told.",
        COURIER + "test_an_alert_to_which_no_answer_comes_is_sent_three_times_and_no_more",
    ),
    Row(
        "not JSON, or not Telegram's",
        "any status, and not what Telegram says with it",
        NetworkError("status 403, and not in Telegram's words"),
        "A proxy answered in Telegram's place: its 403 says nothing of a chat, its 400 nothing of a message.",
        TryAgain(),
        AGAIN,
        JOURNEYS + "test_an_alert_is_sent_again_when_telegram_fails",
    ),
    Row(
        "token revoked",
        "401 Unauthorized",
        InvalidToken("Unauthorized"),
        "The token is no longer any, if Telegram says so of getMe too.",
        TryAgain(),
        "Messages are kept. The fetching of updates asks getMe, and the process says so and ends with exit code 2.",
        JOURNEYS + "test_a_token_that_is_revoked_ends_the_bot",
    ),
    Row(
        "a second copy",
        "409 terminated by other getUpdates request",
        Conflict("Conflict: terminated by other getUpdates request"),
        "Another copy fetches the updates, or a webhook is set.",
        TryAgain(),
        "One that has just started says so and ends with exit code 1 after 30 s of it, any other one after 90 s.",
        "inbox/test_conflict.py::test_a_copy_that_meets_another_one_for_too_long_ends",
    ),
    Row(
        "no such method",
        "404 Not Found",
        EndPointNotFound("Endpoint 'sendDocument' not found in Bot API"),
        "The server in Telegram's place lacks a method, for now or for good.",
        TryAgain(),
        REPLY,
        "journeys/test_replies_that_cannot_go_out.py::test_an_export_that_never_goes_out_is_given_up_and_the_chat_goes_on",
    ),
    Row(
        "no menu, no description",
        "404 Not Found",
        EndPointNotFound("Endpoint 'setMyDescription' not found in Bot API"),
        "The server does not let a bot say what it is.",
        TryAgain(),
        "The log says so, and the method is not asked for again until the next start.",
        "journeys/test_profile.py::test_a_server_that_lacks_a_method_is_asked_for_it_once_and_all_else_is_set",
    ),
    Row(
        "an answer of another type",
        "200, and a result that is none of that method's",
        OddAnswer("getChatMember: the answer is a list, not an object"),
        "A server that is older, newer, or another program.",
        TryAgain(),
        "The log says which method and what came. What was sent counts as sent; what is not known is told as not known.",
        "journeys/test_answers_that_are_odd.py::"
        "test_a_right_that_is_answered_oddly_is_refused_for_that_reason_and_the_command_ends_well",
    ),
    Row(
        "anything else",
        "",
        TelegramError("something that nobody has seen yet"),
        "Nobody knows.",
        TryAgain(),
        AGAIN,
        "transport/test_errors.py::test_everything_else_loses_nothing",
    ),
)


def page() -> str:
    """The table as it stands in the documentation."""
    head = "| error | Telegram says | it means | what is done | test |\n|---|---|---|---|---|\n"
    lines = (f"| {row.name} | {row.says} | {row.means} | {row.does} | `{row.test}` |\n" for row in ROWS)
    return head + "".join(lines)
