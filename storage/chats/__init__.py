"""Chats: what they follow, what they prefer, and who commands them."""
