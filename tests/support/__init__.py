"""What tests of several rooms need: examples, new stores, crowds of followers."""
