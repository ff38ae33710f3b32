"""Server-rendered pages for agents and QA leads, on the public operations."""
