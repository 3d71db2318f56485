"""The outbox as a state machine, with chats that watch: new questions come while everything else happens."""

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule

from bot.core.change import Kind
from bot.core.query import Query
from bot.core.query_reader import read_query
from bot.core.watch import Wanted
from tests.properties.outbox_facts import Page
from tests.properties.test_outbox import OutboxMachine, chats

FIRST_NEW = 100


class WatchedOutboxMachine(OutboxMachine):
    """The rules of the outbox, and those of watches: every question meets each of them."""

    @rule(chat=chats)
    def a_chat_watches(self, chat: int) -> None:
        self.passes()
        account, query = self.account(chat), read_query("entretien")
        assert isinstance(query, Query)
        self.run(self.store.watches.add(chat, query, {Wanted.ASKED}, None, None, self.now, 3))
        account.watches = True

    @rule(chat=chats, pauses=st.booleans())
    def a_chat_stops_watching(self, chat: int, pauses: bool) -> None:
        self.passes()
        account = self.accounts.get(chat)
        for watch in self.run(self.store.watches.of(chat)):
            if pauses:
                self.run(self.store.watches.change(watch, is_paused=True, now=self.now))
            else:
                assert self.run(self.store.watches.stop(chat, watch.id, self.now))
        if account is not None:
            account.stop_watching()

    @rule(count=st.integers(1, 7), is_killed=st.booleans())
    def new_questions_come(self, count: int, is_killed: bool) -> None:
        self.passes()
        first = max(FIRST_NEW, *self.records) + 1
        numbers = range(first, first + count)
        self.records |= {number: Page() for number in numbers}
        self.take(list(numbers))
        for number in numbers:
            for account in self.accounts.values():
                if account.watches:
                    account.owe((number, "asked"), Kind.ASKED.value, self.step, free=False)
        self.archived |= set(numbers)
        self.sweep_is_open = True
        if not is_killed:
            self.finish()

    def take(self, numbers: list[int]) -> None:
        packed = [self.packed(number, number) for number in numbers]
        self.run(self.store.catalogue.take(17, packed, self.now, self.step, None, 0))

    def finish(self) -> None:
        self.run(self.store.catalogue.confirm(17, True, self.now))
        self.release()


TestWatchedOutbox = WatchedOutboxMachine.TestCase
TestWatchedOutbox.settings = settings(
    max_examples=max(1, settings().max_examples // 5), stateful_step_count=30, phases=[Phase.generate]
)
