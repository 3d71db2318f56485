"""The demo: chat with the real bot in a terminal, without a token and without a network."""
