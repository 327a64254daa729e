"""What the domain tells others after commit. Receivers live above it (tasks, portal, cms)."""

from django.dispatch import Signal

# Sent after commit with launch_uid and verb. Ids only: a receiver reads what it may.
acted = Signal()
