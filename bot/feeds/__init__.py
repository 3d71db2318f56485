"""Feeds: a chat's alerts and terms, for programs that are not Telegram."""
