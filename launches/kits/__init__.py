"""Media kits: everything of a launch in one ZIP, packed while it is sent."""
