"""The pages of `docs` claim only what is true."""
