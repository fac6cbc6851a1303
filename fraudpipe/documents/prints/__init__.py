"""Prints of pages: what a picture and a blank form are known again by."""
