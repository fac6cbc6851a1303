"""Medical plausibility: which illness a text names, and what goes together with it."""
