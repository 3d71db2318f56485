"""The jobs of `bot/maintenance`."""
