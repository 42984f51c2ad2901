"""``bodemplaat benchmark``: own budget per inhabitant beside comparable municipalities, from an Iv3 file."""
