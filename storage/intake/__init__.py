"""The results of sweeps and checks come in: they are compared with what is known, recorded, and announced."""
