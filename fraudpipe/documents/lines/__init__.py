"""Lines of text on a page: rows, tilt, labels and tables."""
