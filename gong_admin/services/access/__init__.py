"""Who can see and do what, and why: answers from users, permission profiles and their members."""
