"""Claims fraud detection: reads papers, checks and links claims, ranks them for a person to decide."""

__version__ = "0.1.0"
