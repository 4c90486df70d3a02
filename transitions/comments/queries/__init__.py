"""What pages and digests need to know of comments and mentions."""
