"""Every sentence that a person reads, in French and English. Every value in them is escaped."""
