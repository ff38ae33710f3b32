"""The gate is tested itself: seeded edits of a client's knowledge, and what it says of each."""
