"""Journeys: the real process, over HTTP, against the stand-in Telegram and the stand-in sites."""
