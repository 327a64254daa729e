"""Backups: one archive of the database and the private files, each with its hash."""
