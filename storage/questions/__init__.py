"""What is known of questions: rows, readings, observations, and the search."""
