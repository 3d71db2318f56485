"""Senators' questions that people name before the Sénat's file has them, or once it has them."""

from collections.abc import Sequence

from bot.core.export import Kept, dump, load
from bot.core.figure_query import bounded
from bot.core.preferences import Preferences
from bot.core.query import Query
from bot.core.query_reader import read_query
from bot.core.question import QuestionId
from bot.core.reference import BareOf, read_references
from bot.delivery.render import render
from bot.messages.message import visible
from tests.storage.sweeps import OTHER, PERSON, deliveries
from tests.storage.watching import watch
from tests.support.stores import ON_BOTH
from tests.watch.test_senat_sweeper import FIRST, THURSDAY, WEEK, Sweeps, row, sweeps

__all__ = ["sweeps"]

pytestmark = ON_BOTH

OLD = row(5636, THURSDAY.date().replace(year=2026, month=3))


def query(text: str) -> Query:
    read = read_query(text)
    assert isinstance(read, Query)
    return read


async def test_one_that_is_followed_before_it_is_in_the_file_gets_its_card_when_it_is(sweeps: Sweeps) -> None:
    later = QuestionId(FIRST.chamber, 202612, 6001, "QE")
    await sweeps.sweep()
    await sweeps.follow(later)
    await sweeps.sweep(WEEK)
    assert await deliveries(sweeps.store) == []
    sweeps.sites.senate.put(row(6001, THURSDAY.date() + WEEK))
    await sweeps.sweep(WEEK)
    (told,) = await deliveries(sweeps.store)
    said = visible(render(told, sweeps.clock()).html)
    assert "n°\u00a006001 · Sénat" in said
    assert "elle est suivie ici" in said or "vous la suivez" in said


async def test_a_number_is_found_in_every_month_of_the_file_the_latest_first(sweeps: Sweeps) -> None:
    sweeps.sites.senate.put(OLD)
    await sweeps.sweep()
    (named,) = read_references("Sénat 05636", 17)
    assert isinstance(named, BareOf)
    months = [each.id.session for each in await sweeps.store.numbers.of_chamber(named)]
    assert months == [202611, 202603]
    others: Sequence[str] = [str(each.id) for each in await sweeps.store.numbers.alternatives(FIRST) if each.question]
    assert others == ["senat-SEQ260305636"]


async def test_figures_of_the_senat_are_as_of_its_file_and_those_of_the_assemblee_have_none_of_it(
    sweeps: Sweeps,
) -> None:
    wanted = query("chambre:sénat")
    figures = sweeps.store.figures
    assert await figures.known_until(wanted) is None
    await sweeps.sweep()
    assert await figures.known_until(wanted) == THURSDAY.date()
    assert (await figures.of(bounded(wanted, 17), THURSDAY.date())).asked > 100
    assert (await figures.of(bounded(query("depuis:2020"), 17), THURSDAY.date())).asked == 0
    assert (await figures.of(bounded(query("secrétaires"), 17), THURSDAY.date())).asked == 0


async def test_a_follow_of_it_is_exported_and_read_again(sweeps: Sweeps) -> None:
    await sweeps.sweep()
    await sweeps.follow(FIRST)
    (listed,) = await sweeps.store.follows.of_chat(PERSON.id)
    content = dump([Kept(listed.id, sweeps.clock(), False)], Preferences(), sweeps.clock())
    assert b"senat-SEQ261105636" in content
    assert [each.question for each in load(content, 17).follows] == [FIRST]


async def test_a_watch_of_one_chamber_is_told_of_that_one_alone(sweeps: Sweeps) -> None:
    await watch(sweeps.store, "chambre:sénat secrétaires")
    await watch(sweeps.store, "chambre:assemblée secrétaires", OTHER)
    await watch(sweeps.store, "secrétaires -chambre:sénat", OTHER)
    await sweeps.sweep()
    sweeps.sites.senate.put(row(77, THURSDAY.date() + WEEK))
    await sweeps.sweep(WEEK)
    (told,) = await deliveries(sweeps.store)
    assert (told.kind, told.question.number) == ("asked", 77)
    said = visible(render(told, sweeps.clock()).html)
    assert "n°\u00a000077 · Sénat" in said
    assert "chambre:sénat secrétaires" in said
    assert "Assemblée" not in said
    assert await deliveries(sweeps.store, OTHER) == []
