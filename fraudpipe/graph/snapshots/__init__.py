"""The whole graph of links at the start of a week: what the claims of that week are held against."""
