"""A conversation becomes intents, sentiment, flags, language, entities and a route, each with its reasons."""
