"""What papers say against themselves, one another and the plan: findings."""
