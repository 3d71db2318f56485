"""What the Sénat publishes of its questions: the file of the last twelve months, and the page of each question."""
