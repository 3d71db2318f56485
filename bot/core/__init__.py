"""Decisions: pure functions of plain values. No I/O, no clock, no Telegram, no SQL."""
