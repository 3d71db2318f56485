"""The outbox: what is to be told to whom, when, and together with what, until it was told."""
