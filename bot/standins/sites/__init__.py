"""Stand-ins for Parliament's sites: pages, archives, a feed, and faults to order."""
