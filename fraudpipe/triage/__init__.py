"""What a look at a claim is worth, and how many looks there are."""
