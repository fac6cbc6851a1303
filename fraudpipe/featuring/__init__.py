"""The feature engine: the @feature mark, the as-of cut, the catalogue."""
