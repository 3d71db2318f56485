"""The handlers, and what they share."""
