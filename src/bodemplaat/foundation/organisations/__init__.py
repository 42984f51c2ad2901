"""Who works with whom: organisations, their cooperation and roles in it, units, people, employments."""
