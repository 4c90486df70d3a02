"""What follows for a digest from values alone: when it is due, what it says, who may stop it."""
