"""The pages of `docs`: what they claim is so."""
