"""A bulletin that cannot be counted is its own trouble: the alerts of its chat go on."""

from datetime import timedelta

import pytest

from bot.core.preference_edits import apply
from tests.delivery.post import Post
from tests.support.examples import NOW

pytestmark = pytest.mark.filterwarnings("ignore:Please use 'Bot")  # as bot.transport.api has it

PERSON = 5000
DAMAGED = """INSERT INTO bulletins (day, kind, state, begun_at, told_to, body)
    SELECT '2026-11-24', 'issue', 'fanning-out', created_at, 9999, '{}' FROM chats LIMIT 1"""
STATE = "SELECT state, attempts FROM outbox WHERE kind = 'issue'"


async def with_a_damaged_issue(post: Post) -> None:
    """A person who wants the Tuesday issue, of which the figures cannot be read."""
    await post.follow(PERSON)
    await post.store.preferences.change(PERSON, NOW, lambda old: apply(old, "tuesday", "all", NOW))
    post.rows(DAMAGED)
    assert await post.store.bulletins.fan_out_some(10, NOW) == 1
    post.courier.wake()


async def test_the_alerts_of_its_chat_do_not_wait_for_a_bulletin_that_cannot_be_counted(post: Post) -> None:
    await with_a_damaged_issue(post)
    await post.until_rows(STATE, ("scheduled", 1))
    await post.answer()
    await post.until(lambda: post.told("Réponse", PERSON) == 1)


async def test_a_bulletin_that_cannot_be_counted_for_a_day_is_given_up(post: Post) -> None:
    await with_a_damaged_issue(post)
    await post.until_rows(STATE, ("scheduled", 1))
    post.rows("UPDATE outbox SET attempts = 200 WHERE kind = 'issue'")
    post.later(timedelta(days=1))
    await post.until_rows("SELECT state, note FROM outbox WHERE kind = 'issue'", ("refused", "not counted: KeyError"))
    assert post.telegram.messages(PERSON) == []
