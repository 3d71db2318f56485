"""The stand-ins are like what they stand in for."""
