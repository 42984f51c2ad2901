"""Access: who signs in, in which role, for how long, who stands in for whom; and the actor that follows from it."""
