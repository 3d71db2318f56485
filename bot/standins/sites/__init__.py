"""Stand-ins for Parliament's sites: pages, archives, a feed, and the bad days that sites have."""
