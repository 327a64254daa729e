"""The outlets' door: apply, read under embargo, keys, people, alerts, use."""
