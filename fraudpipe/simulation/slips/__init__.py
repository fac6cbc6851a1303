"""Innocent faults of papers: what honest hands get wrong, by who made the paper."""
