"""A client for the API of an Unveil forum: launches, files, and every change in order."""

from .client import END, Client, Fact, KeyRefused, Page, Unavailable, WaitRefused

__all__ = ["END", "Client", "Fact", "KeyRefused", "Page", "Unavailable", "WaitRefused"]
