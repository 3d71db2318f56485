"""The commands of the command line: to run the bot, to read a saved page, to copy the database, to move it."""
