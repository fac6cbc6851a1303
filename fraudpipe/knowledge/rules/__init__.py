"""What published rules say of items, illnesses and steps."""
