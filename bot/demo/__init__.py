"""The demo: a stand-in Telegram and a stand-in of both sites on loopback, to try the bot and to test it whole."""
