"""What follows for comments from values alone: whom words mention, how words are shown."""
