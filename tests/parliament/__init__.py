"""The readers and the client of `bot/parliament`."""
