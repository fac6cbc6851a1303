"""Foreign systems, one a file; their exceptions stop here."""
