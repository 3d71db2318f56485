"""Kills, starves and lies to the real process, and compares what each chat was told with what it should have been."""
