"""What one does with a workspace: make it, import, look back, close, check."""
