"""The decisions of `bot/core`."""
