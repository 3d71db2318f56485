"""Helpers of the tests of several rooms: examples, new stores, many followers, a ledger."""
