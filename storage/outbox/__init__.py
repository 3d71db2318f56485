"""The outbox: which message goes to which chat, when, and together with which others, until it was sent."""
