"""The graph of one case, for a person to look at: neighbourhood, ring, and why two claims are linked."""
