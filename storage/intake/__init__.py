"""What sweeps and checks bring in: compared with what is known, recorded, and announced."""
