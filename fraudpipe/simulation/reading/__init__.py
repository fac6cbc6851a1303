"""Readings made from the truth: what readers would have made of the papers, how that is fitted and judged."""
