"""The stories that commands tell: one file each, on top of all the rooms."""
