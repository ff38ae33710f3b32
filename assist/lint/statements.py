"""The checks that set one statement against another, under one roof for the list of checks."""

from assist.lint.contradictions import contradictions
from assist.lint.duplicates import duplicates
from assist.lint.numbers import against_numbers

__all__ = ["against_numbers", "contradictions", "duplicates"]
