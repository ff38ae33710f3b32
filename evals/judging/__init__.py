"""Drafts read by a model that judges: beside our own check, never in the gate. Knows no library; the door is handed in."""
