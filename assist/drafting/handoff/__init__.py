"""A conversation and what was found for it become a handoff: five fields, each statement with its turns. No model."""
