"""What is PostgreSQL's own: its server, its sessions, its search. `storage.sqlite` is the twin."""
