"""Benchmarks: what the program asks of the sites, of the machine it runs on, and whether what it tells is the truth."""
