"""Whether the site is alive, and whether each of its parts does its work."""
