"""How a question is fetched from Parliament's sources and read: bytes in, `Question` or `Unreadable` out."""
