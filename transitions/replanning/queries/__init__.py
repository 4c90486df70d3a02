"""What a running transition has now, and what another plan makes of it."""
