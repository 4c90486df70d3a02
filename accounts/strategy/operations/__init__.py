"""What happens to the plan for an account, beside its rows."""
