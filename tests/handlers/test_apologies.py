"""The reply where handling an update failed for good: in the chat, or above it after the press of a button."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest
from telegram import CallbackQuery, Chat, Message, Update, User

from handlers.common.begin import Services, apologise
from storage import Store
from tests.support.examples import NOW
from tests.support.stores import new_store

CAMILLE = User(1001, "Camille", is_bot=False, language_code="fr")
CHANNEL = Chat(-100700, "channel", title="Digues en direct")


class Listener:
    """Telegram's bot and the courier in one: what is said through them."""

    def __init__(self) -> None:
        self.replies: list[tuple[int, str]] = []
        self.notices: list[str] = []

    async def reply(self, chat_id: int, message: Any, *_where: Any, **_how: Any) -> bool:
        self.replies.append((chat_id, str(message.html)))
        return True

    async def answer_callback_query(self, callback_query_id: str, text: str, **more: Any) -> bool:
        self.notices.append(text)
        return True


@dataclass
class ServicesOf:
    courier: Listener
    store: Store
    is_for_others: bool = False

    def admits(self, _chat: int) -> bool:
        return not self.is_for_others


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await new_store(tmp_path / "guetteur.db")
    yield opened
    await opened.close()


async def apologised(update: Update, listener: Listener, store: Store, is_for_others: bool = False) -> None:
    await apologise(cast(Services, ServicesOf(listener, store, is_for_others)), update)


async def test_a_person_who_pressed_a_button_is_told_above_the_chat_and_the_readers_of_a_channel_are_not(
    store: Store,
) -> None:
    listener = Listener()
    press = CallbackQuery("1", CAMILLE, "1", message=Message(7, NOW, CHANNEL), data="follow:an17-4321")
    press.set_bot(cast(Any, listener))
    await apologised(Update(1, callback_query=press), listener, store)
    assert listener.replies == []
    assert listener.notices == ["Quelque chose s’est mal passé de mon côté. Appuyez de nouveau dans un instant."]


async def test_a_person_who_wrote_is_told_in_the_chat(store: Store) -> None:
    listener = Listener()
    message = Message(7, NOW, Chat(1001, "private"), from_user=CAMILLE, text="/list")
    await apologised(Update(1, message=message), listener, store)
    ((chat, said),) = listener.replies
    assert chat == 1001
    assert said.startswith("Quelque chose s’est mal passé de mon côté, et votre demande n’a pas abouti.")


async def test_strangers_to_a_private_instance_are_told_nothing(store: Store) -> None:
    listener = Listener()
    message = Message(7, NOW, Chat(1001, "private"), from_user=CAMILLE, text="/list")
    await apologised(Update(1, message=message), listener, store, is_for_others=True)
    assert listener.replies == []
