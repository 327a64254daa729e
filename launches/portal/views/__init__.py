"""The pages of the companies' door, by topic."""
