"""The saved connections: choosing, adding, editing, checking and removing them."""
