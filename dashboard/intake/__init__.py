"""Readers: one kind of file per module; text is staged, judged in SQL, and worded."""
