"""What is asked before a running transition gets another plan."""
