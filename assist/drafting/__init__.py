"""Evidence and decisions become a reply a person can send, every sentence with its support."""
