"""What is said in versions: each holds from a day until a day, and none changes once readers may see it."""
