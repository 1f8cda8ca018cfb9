"""From results to files that people take away; pure."""
