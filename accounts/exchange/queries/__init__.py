"""What can be imported, what a file says, and the imports that somebody sees."""
