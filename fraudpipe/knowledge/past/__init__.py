"""What past claims say: which things go together, and what a stay of an illness is like."""
