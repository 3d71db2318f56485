"""The watch: pages and archives of Parliament that are due are fetched, read, compared and recorded."""
