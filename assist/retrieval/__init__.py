"""A client's pages become passages, an index and the passages that answer a question."""
