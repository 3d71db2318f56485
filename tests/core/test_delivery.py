"""The keys of groups of deliveries."""

from datetime import UTC, datetime

from bot.core.delivery import GroupKey, GroupKind

SINCE = datetime(2026, 11, 27, 8, 30, 15, 250_000, tzinfo=UTC)


def test_the_key_of_a_restored_copy_says_when_its_memory_ends() -> None:
    key = GroupKey.of_restored(SINCE)
    assert key == GroupKey(GroupKind.RESTORED, "1795768215250")
    assert key.restored_from == SINCE


def test_no_other_key_says_when_a_memory_ends() -> None:
    assert [GroupKey(kind, "17:5").restored_from for kind in GroupKind if kind is not GroupKind.RESTORED] == [None] * 3


def test_the_key_of_one_answer_to_several_questions_names_its_text() -> None:
    assert GroupKey(GroupKind.SAME_ANSWER, "17:4711").answer_key == 4711
    assert [GroupKey(kind, "17:5").answer_key for kind in GroupKind if kind is not GroupKind.SAME_ANSWER] == [None] * 3
