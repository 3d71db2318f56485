"""The exit codes, as `--help` and docs/running.md name them."""

FAILED = 1
"""The command could not do its work, or the bot had to stop."""

WRONG_SETTINGS = 2
"""A setting is wrong, or names a database or a token that cannot be used."""

INTERRUPTED = 130
"""Ctrl-C ended a command that cannot be stopped in order: 128 and the signal's number, as shells have it."""
