"""What the Sénat publishes of its questions: the file of the last twelve months, and the page of each question."""

from bot.parliament.senat.file import FILE

__all__ = ["FILE"]
