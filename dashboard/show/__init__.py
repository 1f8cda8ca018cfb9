"""What is written to the page: one renderer per file, every word from the caller."""
