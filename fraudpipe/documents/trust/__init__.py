"""How sure a field is, and what corrections teach."""
