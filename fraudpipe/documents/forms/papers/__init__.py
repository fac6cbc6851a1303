"""One kind of paper a file: what it says and where."""
