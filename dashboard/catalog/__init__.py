"""The definitions as data: loaded, checked, and given out as typed rows."""
