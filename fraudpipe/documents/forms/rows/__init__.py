"""Rows of tables: bills and laboratory results."""
