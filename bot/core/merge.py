"""Two sources, one question: how what was known and what two sites say become one sight.

The rules, which `docs/decisions.md` explains:

1. Absence is not evidence: what a source once said stays until it says something else in its place.
2. The Assemblée decides what is official: each of its facts wins over the same fact on NosDéputés.fr.
3. What the Assemblée does not say is taken from NosDéputés.fr: an answer or a closing that is seen there first, and
   every field that only it has.
4. Comments are those of NosDéputés.fr.
"""

from dataclasses import fields, replace

from bot.core.question import Answer, Comment, Question


def carry(before: Question | None, after: Question) -> Question:
    """One source's new reading on top of its last one (rule 1)."""
    return after if before is None else replace(_fill(after, before), comments=_union(before, after))


def merge(assemblee: Question | None, nosdeputes: Question | None) -> Question | None:
    """Both sources' last readings as one question; None where neither was ever read (rules 2 to 4)."""
    if assemblee is None or nosdeputes is None:
        return assemblee or nosdeputes
    return replace(_fill(assemblee, nosdeputes), comments=nosdeputes.comments)


def _fill(first: Question, second: Question) -> Question:
    """`first`, with each fact that it lacks taken from `second`."""
    missing = {
        field.name: getattr(second, field.name) for field in fields(Question) if getattr(first, field.name) is None
    }
    return replace(first, **{**missing, "answer": _answer(first.answer, second.answer)})


def _answer(first: Answer | None, second: Answer | None) -> Answer | None:
    if first is None or second is None:
        return first or second
    return Answer(first.published or second.published, first.text or second.text)


def _union(before: Question, after: Question) -> tuple[Comment, ...] | None:
    if before.comments is None or after.comments is None:
        return after.comments if before.comments is None else before.comments
    by_id = {comment.id: comment for comment in before.comments + after.comments}
    return tuple(by_id[key] for key in sorted(by_id))
