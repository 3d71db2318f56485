"""Fetches a question from Parliament's sources and reads it: bytes in, `Question` or `Unreadable` out."""
