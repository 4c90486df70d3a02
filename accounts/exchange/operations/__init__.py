"""What happens to imports: a file is received, checked and written, or all of it is given up."""
