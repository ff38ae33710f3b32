"""The `assist` command; thin: it reads, calls the path, and prints."""
