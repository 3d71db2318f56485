"""The commands of the command line, `bot/cli`."""
