"""The stand-ins behave as the real services do."""
