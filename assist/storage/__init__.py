"""Rows in SQLite or PostgreSQL through SQLAlchemy Core; the only place with SQL."""
