"""/watch and /watches on the bench: what each button does to the watches of the store, and what is said."""

import re
from collections.abc import Collection
from dataclasses import replace

import pytest

from bot.core.preferences import When
from bot.core.question import Question, QuestionId
from bot.core.watch import ALL_WANTED, LONGEST_WATCH, Wanted, Watch
from bot.messages.message import Message, visible
from bot.messages.watch_screens import PAGE
from tests.handlers.bench import CHATS, Bench
from tests.storage.sweeps import numbered, packed
from tests.storage.watching import asks
from tests.support.examples import NOW, WAITING

MINE, FORUM, CHANNEL = CHATS["private"], CHATS["supergroup"], CHATS["channel"]
MOST = 50


@pytest.fixture(autouse=True)
def reached(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.take_spies_away(monkeypatch)


class Screen:
    """The message that the bot showed last, and a person who presses its buttons."""

    def __init__(self, bench: Bench, kind: str = "private", thread: int | None = None) -> None:
        self._bench, self._kind, self._thread = bench, kind, thread
        self.message: Message | None = None
        self.notice: str | None = None

    async def ask(self, text: str) -> None:
        self.message = (await self._bench.command(text, self._kind, "administrator")).said[-1]

    async def press(self, text: str) -> None:
        assert self.message is not None
        buttons = [button for row in self.message.buttons for button in row]
        (data,) = [button.callback for button in buttons if button.text == text]
        await self.carry(str(data), self.query)

    async def carry(self, data: str, code: str = "", in_private: bool = False) -> None:
        """Press a button with these data, on a message that shows this query."""
        telegram, courier = await self._bench.press(
            data, self._kind, "administrator", in_private, code, thread=self._thread
        )
        self.notice = telegram.notices[0]["text"]
        self.message = courier.said[-1] if courier.said else self.message

    @property
    def text(self) -> str:
        assert self.message is not None
        return visible(self.message.html).replace("\u00a0", " ")

    @property
    def query(self) -> str:
        assert self.message is not None
        code = re.search("<code>(.*?)</code>", self.message.html)
        return visible(code[1]) if code else ""


async def fill(bench: Bench, *subjects: str) -> None:
    """A catalogue of these subjects, and of many others."""
    all_subjects = [*subjects, *(f"Sujet {number}" for number in range(200))]
    questions = [question(number, each) for number, each in enumerate(all_subjects, 1)]
    await bench.store.catalogue.take(17, [packed(each) for each in questions], NOW, 1)


def question(number: int, subject: str) -> Question:
    return numbered(
        number, Question(QuestionId.of_legislature(17, 1), subject=subject, asked=WAITING.asked, text="Une question.")
    )


async def begun(
    bench: Bench,
    text: str,
    chat: int = MINE,
    wants: Collection[Wanted] = ALL_WANTED,
    rhythm: When | None = None,
    thread: int | None = None,
) -> Watch:
    return await bench.store.watches.add(chat, asks(text), wants, rhythm, thread, NOW, MOST)


async def names(bench: Bench, chat: int = MINE) -> list[str]:
    return [each.name for each in await bench.store.watches.of(chat)]


async def test_a_watch_is_shown_its_words_changed_and_begun_by_buttons_alone(bench: Bench) -> None:
    await fill(bench, *["Cloud de l’hôpital"] * 5, *["Cloud vétérinaire"] * 5, *["Cloud"] * 3)
    screen = Screen(bench)
    await screen.ask("/veille cloud")
    assert "Ces 30 derniers jours : 0 question ; en un an : 13." in screen.text
    assert screen.text.count("Cloud — 29 septembre 2026") == 3
    await screen.press("− vétérinaire")
    assert screen.query == "cloud -vétérinaire"
    assert "en un an : 8." in screen.text
    await screen.press("+ hôpital")
    assert screen.query == "cloud hôpital -vétérinaire"
    await screen.press("✕ −vétérinaire")
    await screen.press("✅ Réponses")
    await screen.press("Chaque jour")
    assert screen.query == "cloud hôpital"
    assert await names(bench) == []
    await screen.press("🔭 Commencer")
    (watch,) = await bench.store.watches.of(MINE)
    assert (watch.name, watch.wants, watch.rhythm) == ("cloud hôpital", ALL_WANTED - {Wanted.ANSWERED}, When.DAILY)
    assert "La veille commence ici." in screen.text
    await screen.press("✕ hôpital")
    assert await names(bench) == ["cloud"]


async def test_what_was_typed_is_what_is_shown(bench: Bench) -> None:
    screen = Screen(bench)
    await screen.ask("/veille  ministère : Santé  « Données de santé »")
    assert screen.query == 'ministère:Santé "Données de santé"'


async def test_a_change_of_the_words_of_a_watch_keeps_all_else(bench: Bench) -> None:
    before = await begun(bench, "cloud", FORUM, {Wanted.ASKED}, When.WEEKLY, thread=7)
    screen = Screen(bench, "supergroup", thread=9)
    await screen.carry(f"watch:{before.id}.nae.c.+hôpital")  # of a screen that is older than what was chosen since
    (after,) = await bench.store.watches.of(FORUM)
    assert after.name == "cloud hôpital"
    assert replace(after, query=before.query) == before
    await screen.carry(f"watch:{before.id}.n.d.show")
    (kept,) = await bench.store.watches.of(FORUM)
    assert (kept.name, kept.rhythm) == ("cloud hôpital", When.DAILY)


async def test_a_paused_watch_stays_paused_when_its_words_change(bench: Bench) -> None:
    watch = await begun(bench, "cloud")
    screen = Screen(bench)
    await screen.carry(f"watch-pause:{watch.id}")
    await screen.carry(f"watch:{watch.id}.nae.c.-hôpital")
    assert "Suspendue" in screen.text
    assert (await bench.store.watches.of(MINE))[0].is_paused


async def test_a_change_that_makes_two_watches_one_says_so(bench: Bench) -> None:
    await begun(bench, "hôpital cloud")
    watch = await begun(bench, "cloud")
    screen = Screen(bench)
    await screen.carry(f"watch:{watch.id}.nae.c.+hôpital")
    assert "Une autre veille avait les mêmes mots" in screen.text
    assert [each.id for each in await bench.store.watches.of(MINE)] == [watch.id]


@pytest.mark.parametrize("edit", ["+hôpital", "-hôpital", "~souverain"])
async def test_two_quick_presses_are_one(bench: Bench, edit: str) -> None:
    watch = await begun(bench, "cloud souverain")
    screen = Screen(bench)
    await screen.carry(f"watch:{watch.id}.nae.c.{edit}")
    once = await names(bench)
    await screen.carry(f"watch:{watch.id}.nae.c.{edit}")
    assert await names(bench) == once != ["cloud souverain"]


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        ("watch:0.nae.c.+hôpital", "", "plus valable"),  # the message shows no query any more
        ("watch:0.nae.c.start", "", "plus valable"),
        ("watch:0.nae.c.+le", "cloud", "plus valable"),
        ("watch:0.nae.c.+hôpital", "@Juvin OU cloud", "plus valable"),
        ("watch:0.nae.c.*hôpital", "cloud", "plus valable"),
        ("watch:0..c.show", "cloud", "au moins un type d’annonce"),
        ("watch:99.nae.c.+hôpital", "cloud", "n’existe plus"),
        ("watch:99.nae.c.show", "cloud", "n’existe plus"),
        ("watch-open:99", "", "n’existe plus"),
        ("watch-pause:99", "", "n’existe plus"),
        ("watch-stop:99", "", "n’existe plus"),
        ("watch-open:x", "", "plus valable"),
        ("watch-pause:1:x", "", "plus valable"),
        ("watch-stop:1:", "", "plus valable"),
        ("watches:x", "", "plus valable"),
        ("watch-example:99", "", "plus valable"),
    ],
)
async def test_a_press_that_means_nothing_any_more_is_answered_with_a_notice_alone(
    bench: Bench, data: str, code: str, said: str
) -> None:
    screen = Screen(bench)
    await screen.carry(data, code)
    assert said in str(screen.notice)
    assert screen.message is None
    assert await names(bench) == []


async def test_nobody_changes_a_watch_of_another_chat(bench: Bench) -> None:
    watch = await begun(bench, "cloud", CHANNEL)
    screen = Screen(bench)
    for data in (f"watch:{watch.id}.nae.c.+hôpital", f"watch-stop:{watch.id}", f"watch-pause:{watch.id}"):
        await screen.carry(data)
    assert await bench.store.watches.of(CHANNEL) == [watch]


async def test_beyond_the_limit_no_watch_begins_and_the_sentence_says_why(bench: Bench) -> None:
    for number in range(MOST):
        await begun(bench, f"mot{number}")
    screen = Screen(bench)
    await screen.carry("watch:0.nae.c.start", "cloud")
    assert (
        str(screen.notice).replace("\u00a0", " ")
        == "Il y a déjà 50 veilles ici, et c’est le maximum. /veilles permet d’en arrêter une."
    )
    assert len(await names(bench)) == MOST
    await screen.carry("watch:0.n.c.start", "mot7")  # which is there already: it is changed
    assert "La veille commence" in screen.text


async def test_a_watch_that_there_is_already_is_shown_and_not_offered_as_a_new_one(bench: Bench) -> None:
    watch = await begun(bench, "hôpital cloud", wants={Wanted.ASKED}, rhythm=When.WEEKLY)
    screen = Screen(bench)
    await screen.ask("/veille cloud hôpital")
    assert screen.text.startswith("👌 Cette veille existe déjà ici. La voici :\n\n🔭 Veille\nhôpital cloud\n")
    await screen.press("✅ Nouvelles")
    assert "au moins un type" in str(screen.notice)
    assert await bench.store.watches.of(MINE) == [watch]


async def test_a_watch_of_another_topic_says_that_a_start_moves_it(bench: Bench) -> None:
    await begun(bench, "cloud", FORUM, thread=7)
    screen = Screen(bench, "supergroup")
    await screen.ask("/veille cloud")
    assert "Elle annonce déjà dans un autre sujet du forum" in screen.text
    await screen.press("🔭 Commencer")
    assert [(each.name, each.thread) for each in await bench.store.watches.of(FORUM)] == [("cloud", None)]


async def test_from_a_watch_one_press_leads_to_what_it_finds_and_one_back(bench: Bench) -> None:
    await fill(bench, "Cloud de l’hôpital")
    screen = Screen(bench)
    await screen.ask("/veille cloud")
    await screen.press("🔎 Résultats")
    assert screen.text.startswith("🔎 cloud\n1 question\n")
    await screen.press("🔭 En faire une veille")
    assert screen.text.startswith("🔭 Nouvelle veille")


async def test_below_the_list_a_press_leaves_its_page_there(bench: Bench) -> None:
    for number in range(2 * PAGE + 1):
        await begun(bench, f"mot{number}")
    screen = Screen(bench)
    await screen.ask("/veilles")
    await screen.press("Suivantes ›")
    await screen.press("⏸ 10")
    assert "17 veilles · page 2 sur 3\n\n9. mot8 — rien en 30 jours\n10. mot9 — ⏸ suspendue" in screen.text
    await screen.press("▶️ 10")
    assert "10. mot9 — rien" in screen.text
    await screen.press("🗑 10")
    assert "Veille arrêtée : mot9." in screen.text
    assert "16 veilles · page 2 sur 2\n" in screen.text


async def test_a_query_that_is_too_long_is_refused_before_it_is_shown(bench: Bench) -> None:
    screen = Screen(bench)
    await screen.ask(f"/veille {'x' * (LONGEST_WATCH + 1)}")
    assert "500 caractères au plus" in screen.text
    assert screen.message is not None
    assert screen.message.buttons == ()


async def test_a_watch_tells_in_the_topic_in_which_it_began(bench: Bench) -> None:
    await Screen(bench, "supergroup", thread=7).carry("watch:0.nae.c.start", "cloud")
    await Screen(bench, "supergroup").carry("watch:0.nae.c.start", "digues")
    assert [(each.name, each.thread) for each in await bench.store.watches.of(FORUM)] == [
        ("cloud", 7),
        ("digues", None),
    ]


async def test_a_watch_of_a_channel_is_set_up_from_private(bench: Bench) -> None:
    screen = Screen(bench, "channel")
    await screen.carry(f"watch:0.nae.c.+hôpital@{CHANNEL}", "cloud", in_private=True)
    assert screen.message is not None
    assert all(str(each.callback).endswith(f"@{CHANNEL}") for row in screen.message.buttons for each in row)
    assert all(len(str(each.callback).encode()) <= 64 for row in screen.message.buttons for each in row)
    await screen.carry(f"watch:0.nae.c.start@{CHANNEL}", screen.query, in_private=True)
    assert "La veille commence dans « Digues »" in screen.text
    assert await names(bench, CHANNEL) == ["cloud hôpital"]
    assert await names(bench) == []
    await screen.carry(f"watch-stop:{(await bench.store.watches.of(CHANNEL))[0].id}@{CHANNEL}", in_private=True)
    assert await names(bench, CHANNEL) == []


async def test_the_pages_of_the_watches_are_turned_and_one_that_is_gone_becomes_the_last(bench: Bench) -> None:
    for number in range(2 * PAGE + 1):
        await begun(bench, f"mot{number}")
    screen = Screen(bench)
    await screen.ask("/veilles")
    assert "17 veilles" in screen.text
    assert "page 1 sur 3" in screen.text
    await screen.press("Suivantes ›")
    assert "mot8 —" in screen.text
    await screen.carry("watches:99")
    assert "page 3 sur 3" in screen.text
    assert "mot16 —" in screen.text
    await screen.carry(f"watch-stop:{(await bench.store.watches.of(MINE))[0].id}")
    assert "16 veilles" in screen.text
