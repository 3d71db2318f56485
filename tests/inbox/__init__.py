"""What Telegram delivers, `bot/inbox`."""
