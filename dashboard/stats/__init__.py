"""Pure statistics: one idea per module, its source in the docstring."""
