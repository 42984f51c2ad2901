"""``bodemplaat choose``: a weighted matrix of pluses and minuses from a model file."""
