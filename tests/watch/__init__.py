"""The watch over pages and archives, `bot/watch`."""
