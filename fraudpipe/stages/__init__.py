"""What a night does: one verb a file."""
