"""Benchmarks: the load on the sites, the cost to the machine, and whether every alert is true."""
