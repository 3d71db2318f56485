"""Bulletins: an issue is told once to each chat that wants it, whatever sweeps, clocks, copies and chats do."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.core.bulletin import Lack
from bot.core.chat import Chat
from bot.core.delivery import Delivery, DeliveryState
from bot.core.preferences import Bulletin
from bot.core.query import Query
from bot.core.query_reader import read_query
from bot.core.question import Answer, Question, QuestionId
from bot.core.watch import ALL_WANTED
from storage import Store
from tests.storage.sweeps import A_DAY, HOUR, OTHER, PERSON, RECORD, follow, numbered, packed, sweep
from tests.storage.weekly import choose, filled, step, told
from tests.support.databases import rows
from tests.support.examples import NOW

TUESDAY, BEFORE = date(2026, 11, 24), date(2026, 11, 17)
MINUTE, WEEK = timedelta(minutes=1), timedelta(weeks=1)
LONG = timedelta(hours=5)
GROUP, SUPERGROUP = -600, -1000000000600
OLD = [numbered(number, replace(RECORD, asked=BEFORE)) for number in range(1, 5)]


def new(first: int, number: int, on: date = TUESDAY, **others: object) -> list[Question]:
    fields = {"asked": on, "attributions": None, **others}
    return [replace(numbered(first + at), **fields) for at in range(number)]  # type: ignore[arg-type]  # of a question


ISSUE = new(11, 3)


async def begun(store: Store) -> None:
    """An archive of the week before, which one person wants to be told of in figures."""
    await sweep(store, *OLD, at=NOW - 6 * A_DAY)
    await choose(store, PERSON.id, "tuesday", "all")


async def test_an_issue_is_told_to_those_who_want_it_once_its_sweep_is_over(store: Store) -> None:
    await begun(store)
    await step(store)
    assert await told(store) == []
    await sweep(store, *ISSUE)
    await step(store)
    assert await told(store) == [(PERSON.id, "issue:2026-11-24")]
    await step(store)
    assert await told(store) == []


async def test_a_part_of_an_issue_is_not_told(store: Store) -> None:
    """As a sweep that was killed leaves it; the next one ends it."""
    await begun(store)
    await sweep(store, *OLD, at=NOW - HOUR)
    await store.catalogue.take(17, [packed(each) for each in ISSUE], NOW, 1)
    await step(store)
    assert await told(store) == []
    await sweep(store, at=NOW + MINUTE)
    await step(store, NOW + MINUTE)
    assert len(await told(store, NOW + MINUTE)) == 1


async def test_a_second_sweep_of_an_issue_corrections_and_older_states_tell_nothing_more(store: Store) -> None:
    await begun(store)
    await sweep(store, *ISSUE)
    await step(store)
    assert len(await told(store)) == 1
    later = NOW + HOUR
    corrected = [replace(each, answer=Answer(TUESDAY, "Une réponse.")) for each in (*ISSUE, *OLD)]
    for records in (new(21, 30), corrected, ISSUE, corrected):
        later += HOUR
        await sweep(store, *records, at=later)
        await step(store, later)
    assert await told(store, later) == []


async def test_what_is_read_for_the_first_time_is_no_news(store: Store) -> None:
    await choose(store, PERSON.id, "tuesday", "all")
    await sweep(store, *ISSUE)
    await step(store)
    await sweep(store, *new(21, 5), at=NOW + HOUR)
    await step(store, NOW + HOUR)
    assert await told(store, NOW + HOUR) == []


async def test_two_records_of_a_day_are_slips_and_no_issue(store: Store) -> None:
    await begun(store)
    await sweep(store, *new(11, 2))
    await step(store)
    assert await told(store) == []


async def test_all_chats_are_told_the_same_and_the_figures_of_the_whole(store: Store) -> None:
    await begun(store)
    answered = [replace(each, answer=Answer(TUESDAY, "Une réponse.")) for each in OLD[:2]]
    await sweep(store, *ISSUE, *answered)
    await step(store)
    first = await filled(store)
    assert first.issue is not None
    assert (first.issue.asked, first.issue.answered, first.legislature) == (3, 2, 17)
    assert first.named[QuestionId.of_legislature(17, 1)].subject == RECORD.subject
    await sweep(store, *new(21, 5), at=NOW + HOUR)
    assert (await filled(store, NOW + HOUR)).issue == first.issue


async def test_what_was_counted_first_stays_where_a_kill_lets_it_be_counted_once_more(store: Store) -> None:
    await begun(store)
    await sweep(store, *ISSUE)
    await step(store)
    await sweep(store, *new(21, 5), at=NOW + HOUR)
    await store.bulletin_contents.count(TUESDAY)
    issue = (await filled(store, NOW + HOUR)).issue
    assert issue is not None
    assert issue.asked == 3


async def test_two_chats_that_follow_different_questions_get_figures_of_their_own(store: Store) -> None:
    await begun(store)
    await store.chats.greet(OTHER, NOW)
    for chat in (PERSON, OTHER):
        await choose(store, chat.id, "tuesday", "own")
    await sweep(store, *ISSUE)
    await follow(store, 11)
    await follow(store, 12, 13, chat=OTHER)
    await step(store)
    due = await store.outbox.due(NOW, (), 100)
    bulletins = {each.chat_id: (await store.bulletin_contents.filled(each, NOW)).bulletin for each in due}
    assert {chat: each and each.issue and each.issue.asked for chat, each in bulletins.items()} == {
        PERSON.id: 1,
        OTHER.id: 2,
    }


def watch(text: str) -> Query:
    query = read_query(text)
    assert isinstance(query, Query)
    return query


async def test_a_chat_can_be_told_of_what_it_follows_and_watches_alone(store: Store) -> None:
    await begun(store)
    await choose(store, PERSON.id, "tuesday", "own")
    waiting = replace(numbered(9), asked=date(2026, 6, 2), subject="Ponts")
    await sweep(store, waiting, at=NOW - HOUR)
    await follow(store, 9, 11)
    await store.watches.add(PERSON.id, watch("ruches"), ALL_WANTED, None, None, NOW, 10)
    await store.watches.add(PERSON.id, watch('"les abeilles"'), ALL_WANTED, None, None, NOW, 10)
    paused = await store.watches.add(PERSON.id, watch("digues"), ALL_WANTED, None, None, NOW, 10)
    await store.watches.change(paused, is_paused=True, now=NOW)
    about = [
        *new(11, 1, subject="Ruches"),  # followed too: it counts once
        *new(12, 2, subject="Ruches"),
        *new(14, 1, text="Que deviennent les abeilles ?"),
        *new(15, 1, text="Les grandes abeilles ne sont pas celles-là"),
        *new(16, 20),
    ]
    await sweep(store, *about, at=NOW + MINUTE)
    await step(store, NOW + MINUTE)
    issue = (await filled(store, NOW + MINUTE)).issue
    assert issue is not None
    assert (issue.asked, issue.answered) == (4, 0)
    assert issue.oldest is not None
    assert issue.oldest.question.number == 9
    assert issue.owes_most is not None


async def test_a_week_without_an_issue_is_told_in_the_evening_and_a_late_issue_when_it_comes(store: Store) -> None:
    await begun(store)
    await sweep(store, at=NOW)
    await step(store, NOW + 4 * HOUR)
    assert await told(store, NOW + 4 * HOUR) == []
    evening = NOW + 5 * HOUR  # 18:00 in Paris
    await step(store, evening)
    assert (await filled(store, evening)).lack is Lack.NONE
    for later in (evening, evening + A_DAY, evening + 4 * A_DAY):
        await sweep(store, at=later - MINUTE)
        await step(store, later)
    assert await told(store, later) == [(PERSON.id, "no-issue:2026-11-24")]
    late = NOW + 8 * A_DAY  # after the next Tuesday's
    await sweep(store, *ISSUE, *new(41, 3, date(2026, 12, 1)), at=late)
    await step(store, late)
    assert await told(store, late) == [(PERSON.id, "issue:2026-11-24"), (PERSON.id, "issue:2026-12-01")]
    await step(store, late + A_DAY)
    assert await told(store, late + A_DAY) == []


async def test_an_archive_that_cannot_be_read_is_called_so_and_no_week_without_an_issue(store: Store) -> None:
    await begun(store)
    for hours in range(0, 30, 3):
        await store.archives.fail("archive-17", NOW + hours * HOUR)
        await step(store, NOW + hours * HOUR)
        if hours < 21:  # nine o'clock on Wednesday, in Paris
            assert await told(store, NOW + hours * HOUR) == []
    late = NOW + 27 * HOUR
    assert (await filled(store, late)).lack is Lack.UNREAD
    assert await told(store, late) == [(PERSON.id, "no-issue:2026-11-24")]
    await sweep(store, *ISSUE, at=late)
    await step(store, late)
    assert await told(store, late) == [(PERSON.id, "issue:2026-11-24")]


async def test_that_an_issue_is_missing_is_not_told_once_it_is_there(store: Store) -> None:
    await begun(store)
    await choose(store, PERSON.id, "quiet", "18-8")
    evening = NOW + 6 * HOUR
    await sweep(store, at=NOW)
    await step(store, evening)
    assert await told(store, evening) == []
    await sweep(store, *ISSUE, at=evening)
    await step(store, evening)
    morning = NOW + 20 * HOUR
    assert await told(store, morning) == [(PERSON.id, "issue:2026-11-24")]


async def test_who_pauses_for_weeks_is_told_of_the_last_one(store: Store) -> None:
    await begun(store)
    await choose(store, PERSON.id, "pause", "open")
    for week in range(3):
        at, day = NOW + week * WEEK, TUESDAY + week * WEEK
        await sweep(store, *new(11 + 10 * week, 3, day), at=at)
        await step(store, at)
        assert await told(store, at) == []
    back = NOW + 2 * WEEK + A_DAY
    await choose(store, PERSON.id, "pause", "none", back)
    assert await told(store, back) == [(PERSON.id, "issue:2026-12-08")]


async def test_an_alert_that_comes_later_is_told_before_a_bulletin_that_waits(store: Store) -> None:
    await begun(store)
    await sweep(store, *ISSUE)
    await step(store)
    await follow(store, 11)
    await sweep(store, replace(ISSUE[0], answer=Answer(TUESDAY, "Une réponse.")), at=NOW + MINUTE)
    order = []
    while due := await store.outbox.due(NOW + A_DAY, (), 1):
        order += [each.kind for each in due]
        await store.outbox.settle(due[0].rows, DeliveryState.SENT, NOW + A_DAY)
    assert order == ["answered", "issue"]


async def test_who_turns_it_off_meanwhile_is_not_told(store: Store) -> None:
    await begun(store)
    await sweep(store, *ISSUE)
    await step(store)
    await choose(store, PERSON.id, "tuesday", "none")
    assert await told(store) == []


async def test_chats_out_of_reach_are_left_out_and_a_group_that_moves_is_told_once(store: Store, address: str) -> None:
    await begun(store)
    chats = [Chat(number, "private", "fr") for number in range(2001, 2008)]
    for chat in [*chats, Chat(GROUP, "group", "fr")]:
        await store.chats.greet(chat, NOW)
        await choose(store, chat.id, "tuesday", "all")
    await store.chats.pause(2003, "bot was blocked by the user", NOW)
    await sweep(store, *ISSUE)
    await store.bulletin_contents.count(TUESDAY)
    assert await store.bulletins.fan_out_some(3, NOW) == 3
    assert await told(store) != []
    assert await store.bulletins.fan_out_some(100, NOW) == 5
    await store.chats.move(GROUP, SUPERGROUP, NOW)
    await step(store)
    await told(store)
    sent = rows(address, "SELECT chat_id FROM outbox WHERE state = 'sent' ORDER BY chat_id")
    assert [row[0] for row in sent] == [SUPERGROUP, 1001, 2001, 2002, 2004, 2005, 2006, 2007]


async def test_a_restored_copy_tells_no_issue_of_a_week_that_may_have_been_told(store: Store) -> None:
    await begun(store)
    await sweep(store, at=NOW)
    await step(store, NOW + 6 * HOUR)
    await store.bulletins.stop_all(NOW + A_DAY)
    await sweep(store, *ISSUE, at=NOW + A_DAY)
    await step(store, NOW + A_DAY)
    assert await told(store, NOW + A_DAY) == []
    await sweep(store, *new(31, 3, TUESDAY + WEEK), at=NOW + WEEK)
    await step(store, NOW + WEEK)
    assert await told(store, NOW + WEEK) == [(PERSON.id, "issue:2026-12-01")]


async def test_a_restored_copy_tells_no_late_issue_of_the_week_before_that_may_have_been_told(store: Store) -> None:
    await begun(store)
    await sweep(store, at=NOW)
    await step(store, NOW + 6 * HOUR)
    assert await told(store, NOW + 6 * HOUR) == [(PERSON.id, "no-issue:2026-11-24")]
    restored = NOW + 8 * A_DAY  # the copy is of the evening before the issue came in
    await store.bulletins.stop_all(restored)
    await sweep(store, *ISSUE, at=restored)
    await step(store, restored)
    assert await told(store, restored) == []


async def test_who_comes_back_after_weeks_tells_of_the_last_issue_alone(store: Store) -> None:
    """Nobody was told that the others were missing."""
    await begun(store)
    back = NOW + 2 * WEEK
    await sweep(store, *ISSUE, *new(21, 3, TUESDAY + WEEK), *new(31, 3, TUESDAY + 2 * WEEK), at=back)
    await step(store, back)
    assert await told(store, back) == [(PERSON.id, "issue:2026-12-08")]


async def test_a_quiet_week_is_told_to_those_who_want_a_sign_of_life(store: Store) -> None:
    await sweep(store, *OLD, at=NOW - 6 * A_DAY)
    for chat in (PERSON, OTHER):
        await choose(store, chat.id, "sign", "yes")
    await follow(store, 1, chat=OTHER, at=NOW - 2 * A_DAY)
    answered = replace(OLD[0], answer=Answer(TUESDAY, "Une réponse."))
    await sweep(store, answered, at=NOW - A_DAY)
    assert [kind for _, kind in await told(store)] == ["answered"]
    noon = NOW + 23 * HOUR
    await step(store, noon)
    bulletin = await filled(store, noon)
    assert (bulletin.kind, bulletin.day, bulletin.read.assemblee) == (
        Bulletin.QUIET_WEEK,
        TUESDAY + A_DAY,
        NOW - A_DAY,
    )
    assert await told(store, noon + HOUR) == [(PERSON.id, "quiet-week:2026-11-25")]
    await step(store, noon + A_DAY)
    assert await told(store, noon + A_DAY) == []
    await step(store, noon + WEEK)  # sooner than a week after the last one was sent
    both = [(PERSON.id, "quiet-week:2026-12-02"), (OTHER.id, "quiet-week:2026-12-02")]
    assert await told(store, noon + WEEK) == both


async def test_no_sign_of_life_where_the_issue_was_told_or_something_waits(store: Store) -> None:
    await begun(store)
    await sweep(store, *ISSUE)
    for chat in (PERSON, OTHER):
        await choose(store, chat.id, "sign", "yes")
    await choose(store, OTHER.id, "pause", "open")
    await follow(store, 11, chat=OTHER)
    await step(store)
    assert len(await told(store)) == 1
    await sweep(store, replace(ISSUE[0], answer=Answer(TUESDAY, "Une réponse.")), at=NOW + HOUR)
    noon = NOW + 23 * HOUR
    await step(store, noon)
    assert await told(store, noon) == []


async def test_no_sign_of_life_where_a_digest_is_to_come(store: Store) -> None:
    await sweep(store, *OLD, at=NOW - 16 * A_DAY)
    await choose(store, PERSON.id, "sign", "yes")
    await choose(store, PERSON.id, "when", "weekly")
    await follow(store, 1, at=NOW - 16 * A_DAY)
    noon = NOW + 23 * HOUR
    await sweep(store, replace(OLD[0], answer=Answer(TUESDAY, "Une réponse.")), at=noon - HOUR)
    assert await told(store, noon) == []
    await step(store, noon)
    assert await told(store, noon) == []


async def test_a_digest_says_when_the_sources_were_last_read(store: Store) -> None:
    await sweep(store, *OLD, at=NOW - 6 * A_DAY)
    await follow(store, 1, 2)
    await choose(store, PERSON.id, "when", "daily")
    await sweep(store, *(replace(each, answer=Answer(TUESDAY, f"{each.id}")) for each in OLD[:2]), at=NOW)
    due: Sequence[Delivery] = await store.outbox.due(NOW + A_DAY, (), 10)
    (digest,) = [each.digest for each in due if each.digest]
    assert digest.read is not None
    assert (digest.read.assemblee, digest.read.nosdeputes) == (NOW, None)
