"""Loads the profiles of Hypothesis, before any test is read."""

import tests.support.profiles  # noqa: F401 - to import it is to load them
