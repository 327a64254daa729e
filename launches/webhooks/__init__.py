"""Telling outlets by HTTP: queued with the wire's tick, signed, sent by the worker."""
