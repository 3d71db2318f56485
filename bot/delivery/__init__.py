"""Delivery: the outbox goes out to Telegram, and every row of it is settled."""
