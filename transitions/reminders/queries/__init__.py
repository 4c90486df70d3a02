"""What a digest needs to know: who gets one, and what they have to do."""
