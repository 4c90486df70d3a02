"""What happens to accounts, their contacts and who may see them."""
