"""What is listened for, and where the desk may know it: for processes without Django too."""

CANARY = "Zyzzyva"  # of what press under embargo may hear
DEEP = "Qwyjibo"  # of what nobody outside may
DESK_ROOMS = ("/cms/", "/stage/", "/files/private/")  # where people of the desk may know
DESK_KEY = "key for the desk's systems"
# Where one who must not know otherwise may: what the press was given stands in the ledger.
OWN_ROOMS = {DESK_KEY: ("/api/v1/desk/",)}
