"""What is SQLite's own: its file, its settings, its search. `storage.postgresql` is the twin."""
