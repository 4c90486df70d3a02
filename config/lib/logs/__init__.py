"""What the site writes down about itself: one line a request, without anybody's secrets."""
