"""What is listened for, and where the desk may know it: for processes without Django too."""

CANARY = "Zyzzyva"  # of what press under embargo may hear
DEEP = "Qwyjibo"  # of what nobody outside may
DESK_ROOMS = ("/cms/", "/stage/", "/files/private/")  # where people of the desk may know
