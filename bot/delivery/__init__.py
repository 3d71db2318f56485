"""Delivery: what waits in the outbox is sent to Telegram, and every row is settled."""
