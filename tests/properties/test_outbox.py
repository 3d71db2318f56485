"""The outbox as a state machine: whatever chats and questions do, in any order, each event is told once and in time.

A real database, on either engine, is compared with `tests.properties.accounts`. At every step, a chat is told nothing twice, nothing
that happened before it followed, and nothing while it is paused; events that are owed and wanted are told in order, and
in the end all of them are. A witness checks each transition against the states that its name promises.
"""

import asyncio
import json
from collections.abc import Coroutine
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from bot.core.change import Kind
from bot.core.chat import Chat
from bot.core.delivery import Delivery, DeliveryState
from bot.core.preferences import Preferences
from bot.core.question import QuestionId
from bot.core.question_json import to_plain
from bot.core.source import Source
from bot.core.summary import found_by
from bot.core.validators import Validators
from bot.delivery.render import one_message_of, render
from storage import Store
from storage.intake.catalogue import Brought
from storage.intake.packed import Packed
from storage.outbox import fanout, grouping
from tests.benchmarks.folders import in_memory
from tests.properties.accounts import Account, merged
from tests.properties.outbox_facts import (
    ANSWER,
    CLOSING,
    START,
    Page,
    bare,
    edits,
    facts_of,
    key_of_move,
    rests,
    unpack,
)
from tests.properties.witness import Witness
from tests.support.examples import comment
from tests.support.stores import POSTGRESQL, SQLITE, make_database, new_address

SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
CHATS = (1001, -500, -100700)
QUESTIONS = range(1, 9)
UNREAD = 8
"""A question of which no source was read at the start: a chat that follows it waits for its card."""

AT_ONCE = fanout.AT_ONCE

chats = st.sampled_from(CHATS)
numbers = st.sampled_from(QUESTIONS)
some_numbers = st.frozensets(numbers, min_size=1)

Result = TypeVar("Result")


class OutboxMachine(RuleBasedStateMachine):
    """The rules are what can happen; the model keeps the accounts."""

    engine = SQLITE

    def __init__(self) -> None:
        super().__init__()
        self.made = ExitStack()
        folder = Path(self.made.enter_context(in_memory()))
        self.address = self.made.enter_context(new_address(self.engine, folder))
        self.loop = asyncio.new_event_loop()
        make_database(self.address)
        self.store = self.run(self.opened())
        self.now = START
        self.step = 0
        self.accounts: dict[int, Account] = {}
        self.pages = {number: Page() for number in QUESTIONS}
        self.records = {number: Page() for number in QUESTIONS}
        self.comments: dict[int, list[int]] = {number: [] for number in QUESTIONS}
        self.ministries = dict.fromkeys(QUESTIONS, 0)
        self.archived: set[int] = set()
        self.known: set[int] = set()
        self.sweep_is_open = False
        self.witness = Witness()
        self.witness.begin()

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Run a coroutine to its end."""
        return self.loop.run_until_complete(work)

    async def opened(self) -> Store:
        return await Store.open(self.address, unpack)

    def passes(self, time: timedelta = SECOND) -> None:
        """Move the clock on with every step, for no two events happen at one instant."""
        self.now += time
        self.step += 1

    @initialize(first=some_numbers, second=some_numbers, at_once=st.sampled_from([1, 2000]))
    def questions_are_read_and_followed(self, first: frozenset[int], second: frozenset[int], at_once: int) -> None:
        fanout.AT_ONCE = grouping.AT_ONCE = at_once  # two chats are many, or none ever is
        for number in QUESTIONS:
            if number != UNREAD:
                self.read(number, Source.ASSEMBLEE)
                self.read(number, Source.NOSDEPUTES)
        self.a_chat_follows(CHATS[0], first)
        self.a_chat_follows(CHATS[1], second)

    # Sources

    def read(self, number: int, source: Source) -> None:
        page, question = self.pages[number], bare(number)
        if source is Source.ASSEMBLEE:
            ministry = f"Ministère {self.ministries[number]}"
            reading = replace(question, answer=page.answer, closing=page.closing, ministry=ministry, comments=None)
        else:
            known = tuple(comment(each) for each in self.comments[number])
            reading = replace(question, comments=known, ministry=None)
        at_once, next_at = timedelta(0), self.now + HOUR
        self.run(self.store.checks.record_reading(reading, source, Validators(), 1, self.now, next_at, at_once))
        self.known.add(number)

    def answered(self, number: int) -> bool:
        return any(each[number].answer is not None for each in (self.pages, self.records))

    def closed(self, number: int) -> bool:
        return any(each[number].closing is not None for each in (self.pages, self.records))

    def tell_all(self, number: int, key: str, kind: Kind, free: bool = True) -> None:
        """Owe an event to every chat that follows the question."""
        for account in self.accounts.values():
            muted = account.follows.get(number)
            if muted is False or (muted and kind is not Kind.COMMENT):
                account.owe((number, key), kind.value, self.step, free)

    def tell_end(self, number: int, was_answered: bool, was_closed: bool, free: bool = True) -> None:
        if self.answered(number) and not was_answered:
            self.tell_all(number, "answered", Kind.ANSWERED, free)
        elif self.closed(number) and not (was_closed or was_answered):
            self.tell_all(number, "closed", Kind.CLOSED, free)

    def tell_cards(self, number: int) -> None:
        for account in self.accounts.values():
            if number in account.follows:
                account.owe((number, "card"), "card", self.step)

    @rule(number=numbers, ends_in_answer=st.booleans(), is_slow=st.booleans())
    def a_page_tells_an_end(self, number: int, ends_in_answer: bool, is_slow: bool) -> None:
        self.passes()
        first, was_answered, was_closed = number not in self.known, self.answered(number), self.closed(number)
        page = self.pages[number]
        page.answer = ANSWER if ends_in_answer else page.answer
        page.closing = page.closing if ends_in_answer else CLOSING
        self.read(number, Source.ASSEMBLEE)
        if first:
            self.tell_cards(number)
        else:
            self.tell_end(number, was_answered, was_closed)
        if is_slow:  # and says it once more
            self.read(number, Source.ASSEMBLEE)

    @rule(number=numbers, count=st.integers(1, 12))
    def people_comment(self, number: int, count: int) -> None:
        if number == UNREAD:  # its comments would be seen first together with itself
            return
        self.passes()
        last = max(self.comments[number], default=0)
        new = range(last + 1, last + 1 + count)
        self.comments[number] += new
        self.read(number, Source.NOSDEPUTES)
        for each in new:
            self.tell_all(number, f"comment:{each}", Kind.COMMENT)

    @rule(number=numbers)
    def the_question_changes_its_ministry(self, number: int) -> None:
        if number == UNREAD or self.answered(number) or self.closed(number):
            return
        self.ministries[number] += 1
        for _ in range(2):  # the second check confirms the first
            self.passes()
            self.read(number, Source.ASSEMBLEE)
        self.tell_all(number, key_of_move(number, self.ministries[number]), Kind.REATTRIBUTED)

    @rule(swept=some_numbers, ends_in_answer=st.booleans(), one_text=st.booleans(), is_killed=st.booleans())
    def the_archive_is_swept(
        self, swept: frozenset[int], ends_in_answer: bool, one_text: bool, is_killed: bool
    ) -> None:
        self.passes()
        before = {number: (self.answered(number), self.closed(number)) for number in swept}
        for number in swept:
            record = self.records[number]
            record.answer = ANSWER if ends_in_answer else record.answer
            record.closing = record.closing if ends_in_answer else CLOSING
        packed = [self.packed(number, 77 if one_text else number) for number in sorted(swept)]
        self.run(self.store.catalogue.take(17, packed, self.now, self.step))
        for number in sorted(swept):
            if number not in self.known:
                self.tell_cards(number)
            else:
                self.tell_end(number, *before[number], free=False)
        self.known |= swept
        self.archived |= swept
        self.sweep_is_open = True
        if not is_killed:
            brought = Brought(Validators(), "x", 1, len(self.archived), None, (), True)
            self.run(self.store.catalogue.finish(17, brought, self.now))
            self.release()

    def packed(self, number: int, answer_key: int) -> Packed:
        record = self.records[number]
        question = replace(bare(number), answer=record.answer, closing=record.closing, ministry=None, comments=None)
        body = json.dumps(to_plain(question)).encode()
        return Packed(
            number, self.step, len(body), body, None, answer_key if record.answer else None, *found_by(question)
        )

    def release(self) -> None:
        self.sweep_is_open = False
        for account in self.accounts.values():
            for owed in account.owed.values():
                owed.free = self.step if owed.free is None else owed.free

    # People

    def account(self, chat: int) -> Account:
        """The account of a chat in which somebody writes, which wakes it."""
        kind = "private" if chat > 0 else "group"
        self.run(self.store.chats.greet(Chat(chat, kind, "fr"), self.now))
        account = self.accounts.setdefault(chat, Account())
        account.out_of_reach = False
        return account

    @rule(chat=chats, wanted=some_numbers)
    def a_chat_follows(self, chat: int, wanted: frozenset[int]) -> None:
        account = self.account(chat)
        for number in sorted(wanted):
            self.passes()
            followed = self.run(self.store.follows.follow(chat, QuestionId.of_legislature(17, number), False, self.now))
            new = followed if isinstance(followed, bool) else followed.new
            assert new == (number not in account.follows)
            if new:
                account.follows[number] = False
                account.told.discard((number, "card"))  # a follow that is made anew is answered anew

    @rule(chat=chats, number=numbers)
    def a_chat_stops_following(self, chat: int, number: int) -> None:
        self.passes()
        was = self.run(self.store.follows.unfollow(chat, QuestionId.of_legislature(17, number), self.now))
        account = self.accounts.get(chat)
        assert was == (account is not None and number in account.follows)
        if account is not None:
            account.unfollow(number)
            listed = self.run(self.store.follows.of_chat(chat))
            assert {each.id.number for each in listed} == set(account.follows)

    @rule(chat=chats, wanted=edits, rest=rests)
    def a_chat_changes_its_mind(self, chat: int, wanted: Preferences, rest: timedelta | datetime | None) -> None:
        self.passes()
        account = self.account(chat)
        until = self.now + rest if isinstance(rest, timedelta) else rest
        wanted = replace(wanted, paused_until=until)
        self.run(self.store.preferences.change(chat, self.now, lambda _: wanted))
        account.want(wanted, self.now)

    @rule(
        what=st.sampled_from(["mutes", "mutes", "unmutes", "blocks", "blocks", "moves", "forgets"]),
        chat=chats,
        number=numbers,
    )
    def a_chat_does_what_chats_do_rarely(self, what: str, chat: int, number: int) -> None:
        self.passes()
        if what == "blocks":
            self.blocks(chat)
        elif what == "moves":
            self.becomes_a_supergroup(CHATS[1], CHATS[2])
        elif what == "forgets":
            self.run(self.store.chats.forget(chat))
            self.accounts.pop(chat, None)
        elif self.run(self.store.follows.mute(chat, QuestionId.of_legislature(17, number), what == "mutes")):
            self.accounts[chat].follows[number] = what == "mutes"

    def blocks(self, chat: int) -> None:
        self.run(self.store.chats.pause(chat, "blocked", self.now))
        if chat in self.accounts:
            self.accounts[chat].out_of_reach = True

    def becomes_a_supergroup(self, old: int, new: int) -> None:
        if old not in self.accounts:
            return
        self.run(self.store.chats.move(old, new, self.now))
        moved = self.accounts.pop(old)
        moved.out_of_reach, moved.held_until = False, None
        self.accounts[new] = merged(moved, self.accounts[new]) if new in self.accounts else moved

    # The courier

    def due(self) -> list[Delivery]:
        """The due deliveries, each checked against the accounts."""
        self.run(self.store.fanouts.tell_all())
        deliveries = [one_message_of(each) for each in self.run(self.store.outbox.due(self.now, (), 100))]
        assert len({each.chat_id for each in deliveries}) == len(deliveries), "two messages to one chat at once"
        for delivery in deliveries:
            self.check(delivery)
        due = {delivery.chat_id for delivery in deliveries}
        for chat, account in self.accounts.items():
            if account.may_be_told_at_once(self.now) and account.first() is not None:
                assert chat in due, f"{chat} is not told of {account.first()}"
        return deliveries

    def check(self, delivery: Delivery) -> None:
        account, told = self.accounts[delivery.chat_id], facts_of(delivery)
        assert told, "a message that tells nothing"
        assert len(told) == len(set(told)) == len(delivery.rows)
        assert not account.is_silent(self.now), "told while it rests"
        for fact in told:
            assert fact not in account.told, f"{fact} is told twice"
            assert fact in account.owed, f"{fact} is not owed"
            assert not account.owed[fact].unwanted, f"{fact} is not wanted"
            assert account.owed[fact].free is not None, f"{fact} is told before its sweep is over"
        in_order = account.plain and delivery.group is None
        late = [] if delivery.group is not None else account.earlier(set(told), in_order)
        if delivery.digest is not None:  # which comes at its hour, and cards when the quiet hours end
            late = [fact for fact in late if fact[1] != "card"]
        assert not late, f"{told} before {late}"
        assert render(delivery, self.now).html

    @rule(batches=st.integers(1, 3))
    def some_of_a_fanout_is_told(self, batches: int) -> None:
        for _ in range(batches):
            self.run(self.store.fanouts.tell_some())

    @rule(most=st.integers(1, 4))
    def messages_are_sent(self, most: int) -> None:
        self.passes()
        for _ in range(most):
            self.settle(self.due(), DeliveryState.SENT)

    @rule(what=st.sampled_from(["fail", "fail", "are refused", "come one by one"]), until=st.sampled_from([HOUR, DAY]))
    def messages_do_not_all_arrive(self, what: str, until: timedelta) -> None:
        self.passes()
        deliveries = self.due()
        if what == "fail":
            for delivery in deliveries:
                self.run(self.store.outbox.postpone(delivery.chat_id, delivery.rows, self.now, self.now + until))
                self.accounts[delivery.chat_id].held_until = self.now + until
        elif what == "are refused":
            self.settle(deliveries, DeliveryState.REFUSED)
        else:
            self.settle(deliveries[:1], DeliveryState.SENT)

    def settle(self, deliveries: list[Delivery], state: DeliveryState) -> None:
        for delivery in deliveries:
            self.run(self.store.outbox.settle(delivery.rows, state, self.now))
            self.accounts[delivery.chat_id].settle(facts_of(delivery))

    @rule(time=st.sampled_from([HOUR, 6 * HOUR, DAY, 8 * DAY]))
    def time_moves_on(self, time: timedelta) -> None:
        self.passes(time)

    @rule(days=st.sampled_from([1, 3]))
    def old_history_is_pruned(self, days: int) -> None:
        for _ in range(days + 1):
            self.passes(DAY)
            self.run(self.store.running.seen(self.now, DAY.total_seconds()))
        self.run(self.pruned(days))

    async def pruned(self, days: int) -> None:
        async for _ in self.store.history.prune(self.now, days):
            pass

    @rule(sends=st.booleans())
    def the_process_is_killed_and_starts_again(self, sends: bool) -> None:
        self.passes()
        if sends:
            self.due()  # deliveries that were under way are not marked
        self.run(self.store.close())
        self.store = self.run(self.opened())
        self.run(self.store.catalogue.release())
        self.release()

    @precondition(lambda self: self.sweep_is_open)
    @rule()
    def the_sweep_is_done_again(self) -> None:
        self.passes()
        self.run(self.store.catalogue.confirm(17, True, self.now))
        self.release()

    def teardown(self) -> None:
        """At the end, when no chat is paused, check that every event owed and wanted is told."""
        try:
            if self.accounts:
                self.settle_all()
        finally:
            self.witness.end()
            fanout.AT_ONCE = grouping.AT_ONCE = AT_ONCE
            self.run(self.store.close())
            self.loop.close()
            self.made.close()

    def settle_all(self) -> None:
        self.run(self.store.catalogue.release())
        self.release()
        for chat in list(self.accounts):
            self.passes()
            account = self.account(chat)
            wanted = replace(account.wanted, paused_until=None, quiet=None)
            self.run(self.store.preferences.change(chat, self.now, lambda _, wanted=wanted: wanted))  # type: ignore[misc]
            account.want(wanted, self.now)
        for _ in range(18):  # over eight days: the hour of a weekly digest comes
            self.passes(12 * HOUR - SECOND)
            for _ in range(100):
                if not (deliveries := self.due()):
                    break
                self.settle(deliveries, DeliveryState.SENT)
        for chat, account in self.accounts.items():
            lost = [fact for fact, owed in account.owed.items() if not owed.doubtful]
            assert not lost, f"{chat} was never told of {lost}"


class OnPostgresql(OutboxMachine):
    """The same on the other engine, where a run takes longer."""

    engine = POSTGRESQL


def test_two_groups_that_wait_for_a_card_get_one_when_they_become_one() -> None:
    """Found by a deep run, in a longer history: the key of a card holds its follow."""
    machine = OutboxMachine()
    machine.questions_are_read_and_followed(frozenset({1}), frozenset({UNREAD}), 1)
    machine.a_chat_follows(CHATS[2], frozenset({UNREAD}))
    machine.a_page_tells_an_end(UNREAD, ends_in_answer=False, is_slow=False)
    machine.a_chat_does_what_chats_do_rarely("moves", CHATS[1], 1)
    machine.teardown()


def of_examples(part: int) -> settings:
    """So few of the usual examples: a run takes a second, and to make one that fails shorter would take minutes."""
    most = max(1, settings().max_examples // part)
    return settings(max_examples=most, stateful_step_count=30, phases=[Phase.generate])


TestOutbox = OutboxMachine.TestCase
TestOutbox.settings = of_examples(3)
TestOutboxOnPostgresql = OnPostgresql.TestCase
TestOutboxOnPostgresql.settings = of_examples(6)
