"""Fields that several kinds of paper share."""
