"""Links that join claims and end again: what hangs together at every moment, all moments at once."""
