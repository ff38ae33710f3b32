"""Scorers: what an answer is worth on one case, one file a part of it."""
