"""Frozen types, table schemas, money and date text. No input or output happens here."""
