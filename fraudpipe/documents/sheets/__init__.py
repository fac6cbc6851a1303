"""A page as a picture: which sheets lie on it, their seals, and what keeps it from being read."""
