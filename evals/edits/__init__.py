"""Seeded edits of a client's knowledge, harmful and harmless: what the gate must stop and what it must let through."""
