"""A stand-in for Telegram's Bot API: people and chats on one side, the bot's requests on the other."""
