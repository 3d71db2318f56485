"""The private addresses of feeds: each chat has one, or none.

A token is found by its digest: however long a look into an index takes, that tells nothing about a token. It is kept
beside it, for the address is shown again; who can read it here can read all that the feed has.
"""

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import delete, select

from storage.database import Database, insert_or_ignore, insert_or_replace
from storage.tables import feeds

TOKEN_BYTES = 24
"""Bytes of chance in a token, which has four letters for three of them: nobody guesses 192 bits."""


class Feeds:
    """The table of feeds."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def token_of(self, chat_id: int) -> str | None:
        """The token of a chat's address; None where it has none."""
        async with self._database.reading() as connection:
            return (await connection.execute(select(feeds.c.token).where(feeds.c.chat_id == chat_id))).scalar()

    async def open(self, chat_id: int, now: datetime) -> str:
        """The token of a chat's address; a new one where it has none."""
        async with self._database.writing() as connection:
            await connection.execute(insert_or_ignore(connection, feeds).values(_row(chat_id, now)))
            query = select(feeds.c.token).where(feeds.c.chat_id == chat_id)
            return str((await connection.execute(query)).scalar_one())

    async def renew(self, chat_id: int, now: datetime) -> str:
        """A new token of a chat's address; the one before leads nowhere from now on."""
        row = _row(chat_id, now)
        async with self._database.writing() as connection:
            await connection.execute(insert_or_replace(connection, feeds), [row])
        return str(row["token"])

    async def close(self, chat_id: int) -> None:
        """End a chat's feeds: their address leads nowhere from now on."""
        async with self._database.writing() as connection:
            await connection.execute(delete(feeds).where(feeds.c.chat_id == chat_id))


def digest_of(token: str) -> str:
    """The digest by which a token is found."""
    return hashlib.sha256(token.encode()).hexdigest()


def _row(chat_id: int, now: datetime) -> dict[str, object]:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    return {"chat_id": chat_id, "token": token, "digest": digest_of(token), "opened_at": now}
