"""Known comments, with which the feed of NosDéputés.fr is compared, and the questions behind its page numbers."""

from dataclasses import dataclass

from sqlalchemy import select

from bot.core.question import QuestionId
from bot.core.source import Source
from storage.database import Database, insert_or_replace
from storage.questions.rows import find, loads
from storage.tables import checks, comment_pages, follows


@dataclass(frozen=True, slots=True)
class CommentedPage:
    """The meaning of one of the site's page numbers: `question` is None where the page is about none."""

    question: QuestionId | None


class Comments:
    """The table of the site's pages, and the comments in their readings."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def page(self, legislature: int, page: int) -> CommentedPage | None:
        """The meaning of a page number; None where it was never found out."""
        here = (comment_pages.c.legislature == legislature, comment_pages.c.page == page)
        async with self._database.reading() as connection:
            row = (await connection.execute(select(comment_pages).where(*here))).one_or_none()
        if row is None:
            return None
        return CommentedPage(None if row.number is None else QuestionId.of_legislature(legislature, row.number))

    async def remember_page(self, legislature: int, page: int, number: int | None) -> None:
        """Remember which question a page is about; `number` is None where it is about none."""
        async with self._database.writing() as connection:
            values = {"legislature": legislature, "page": page, "number": number}
            await connection.execute(insert_or_replace(connection, comment_pages), [values])

    async def is_unknown(self, question: QuestionId, comment: int) -> bool:
        """Whether a question is followed and its page, when last read, did not have this comment."""
        async with self._database.reading() as connection:
            row = await find(connection, question)
            if row is None:
                return False
            followed = await connection.execute(
                select(follows.c.chat_id).where(follows.c.question_id == row.id).limit(1)
            )
            if followed.first() is None:
                return False
            here = (checks.c.question_id == row.id, checks.c.source == Source.NOSDEPUTES.value)
            reading = loads((await connection.execute(select(checks.c.reading).where(*here))).scalar_one_or_none())
        known = reading.comments or () if reading else ()
        return all(each.id != comment for each in known)
