"""What is kept: changes of fields, and who opened what is confidential."""
