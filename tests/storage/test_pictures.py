"""The table of pictures, on both engines."""

from datetime import timedelta

from storage import Store
from storage.pictures import KEPT
from tests.support.examples import NOW

KEY = "a" * 64
SECOND = timedelta(seconds=1)


async def test_a_picture_is_found_by_its_key_until_it_is_forgotten(store: Store) -> None:
    await store.pictures.keep(KEY, "AgAC", NOW)
    await store.pictures.keep(KEY, "AgAD", NOW)
    assert await store.pictures.file_of(KEY) == "AgAC"
    await store.pictures.forget(KEY)
    assert await store.pictures.file_of(KEY) is None


async def test_pictures_go_after_a_month(store: Store) -> None:
    await store.pictures.keep(KEY, "AgAC", NOW)
    await store.pictures.keep("b" * 64, "AgAD", NOW + SECOND)
    assert await store.pictures.prune(NOW + KEPT) == 0
    assert await store.pictures.prune(NOW + KEPT + SECOND) == 1
    assert await store.pictures.file_of("b" * 64) == "AgAD"
