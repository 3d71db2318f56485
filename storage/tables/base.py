"""What all tables share: their names' form, and the column of what a chat has."""

from sqlalchemy import BigInteger, Column, ForeignKey, MetaData

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def key_of_a_chat() -> Column[int]:
    """The column of a table that has something of each chat: it goes with the chat, and moves with it."""
    of_chat = ForeignKey("chats.id", ondelete="CASCADE", onupdate="CASCADE")
    return Column("chat_id", BigInteger, of_chat, primary_key=True, autoincrement=False)
