"""Chats are counted by their size, and copies by their sessions."""

from sqlalchemy import create_engine, text

from bot.core.chat import Chat
from bot.core.leadership import session_name
from storage import Store
from tests.support.examples import ID, NOW
from tests.support.stores import ON_BOTH, new_store


@ON_BOTH
async def test_chats_are_counted_by_the_number_of_questions_that_they_follow(address: str) -> None:
    store = await new_store(address)
    for number in (1, 2, 3):
        await store.chats.greet(Chat(number, "private", "fr"), NOW)
    await store.follows.follow(3, ID, False, NOW)
    assert await store.census.by_size() == {(0, 0): 2, (1, 9): 1}
    assert await store.census.last_sweep() is None
    await store.close()


@ON_BOTH
async def test_copies_are_those_that_have_a_session_by_their_name(address: str) -> None:
    store: Store = await new_store(address)
    is_server = not address.startswith("sqlite")
    assert await store.census.copies() == (0 if is_server else None)
    if is_server:
        named = address.replace("postgresql://", "postgresql+psycopg://")
        engine = create_engine(named, connect_args={"application_name": session_name("second")})
        with engine.connect() as connection, engine.connect() as another:
            for each in (connection, another):
                each.execute(text("SELECT 1"))
            assert await store.census.copies() == 1
        engine.dispose()
    await store.close()
