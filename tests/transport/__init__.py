"""The Bot API's edge, `bot/transport`."""
