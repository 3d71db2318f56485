"""The inbox: updates from Telegram are stored first, then handed to the handlers, chat by chat."""
