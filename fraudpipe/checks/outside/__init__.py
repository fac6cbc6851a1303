"""What the world outside says of a claim's papers: verifications, and registers of hospitals and holidays."""
