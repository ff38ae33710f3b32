"""Promises to write by a day: made when a reply is sent, closed by news, counted when missed. Knows no database."""
