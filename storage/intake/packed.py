"""The records of an archive, as a sweep hands them over."""

from dataclasses import dataclass

from bot.core.summary import IndexedStems, Signatures, Summary


@dataclass(frozen=True, slots=True)
class Packed:
    """One record of an archive. `crc` and `size` are those of its bytes, `record` is how the archive packs them.

    `answer_key` is the same number for all questions that one text answers; None where there is no answer.
    `summary` and `stems` are what the question is found and counted by, `signatures` by what its likes are found (see
    `bot.core.summary`).
    """

    number: int
    crc: int
    size: int
    record: bytes
    author_ref: str | None
    answer_key: int | None
    summary: Summary
    stems: IndexedStems
    signatures: Signatures
