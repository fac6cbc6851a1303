"""The country of a world: its places, hospitals, names and people."""
