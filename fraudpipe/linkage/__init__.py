"""Normal forms of identifiers, so that equal things compare equal."""
