"""``bodemplaat costs``: cost prices from a model file."""
