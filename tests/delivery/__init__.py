"""What goes out, `bot/delivery`."""
