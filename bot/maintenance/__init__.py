"""Jobs that keep the program and its database in order."""
