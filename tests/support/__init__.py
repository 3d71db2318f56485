"""What tests of several rooms need: examples, new stores, many followers."""
