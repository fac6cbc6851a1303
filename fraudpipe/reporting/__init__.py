"""Pages for people: the queue of a night."""
