"""The sentences of `bot/messages`."""
