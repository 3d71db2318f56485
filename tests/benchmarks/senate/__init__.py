"""The Sénat of a simulated legislature: its questions as they truly are, the file that shows them, and its misfortunes."""
