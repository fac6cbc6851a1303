"""Trailing features of keys that many claims share: the cost grows with the rows, not with rows times moments.

Each module gives the same values as joining every moment to every row that it sees would.
"""
