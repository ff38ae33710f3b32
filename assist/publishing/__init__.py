"""Versions of a client's knowledge: built, compared, going live whole, and rolled back."""
