"""Suites that run with every gate: what one client may never learn of another, and what no planted text may bring about."""
