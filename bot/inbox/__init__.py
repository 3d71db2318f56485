"""What Telegram delivers: written down first, then handed to the handlers, chat by chat."""
