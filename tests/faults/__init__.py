"""The real process is killed, starved and lied to; what each chat should have got is counted against what it got."""
