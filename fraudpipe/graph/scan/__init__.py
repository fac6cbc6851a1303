"""Context that never links: where more claims come together than chance would bring."""
