"""Stand-ins on loopback: a Telegram and Parliament's sites, for the demo and for the tests."""
