"""What the domain tells others. Receivers live above it (tasks, portal, cms)."""

from django.dispatch import Signal

# Sent after commit with launch_uid and verb. Ids only: a receiver reads what it may.
acted = Signal()

# Sent inside the rollback's transaction with slate and by: a receiver above the domain takes
# back what it has published of the slate's pages.
rolled_back = Signal()

# Sent inside the erasing transaction with person (renamed by now), name and email (as they
# were): a receiver above the domain forgets what it keeps of them.
erased = Signal()
