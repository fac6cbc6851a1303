"""The document types: one file a type, their shared rules beside them."""
