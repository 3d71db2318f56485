"""The demo: a conversation with the real bot in a terminal, without a token and without a network."""
