"""``bodemplaat plan``: dates, slack, delays and the chance of meeting a date, from a model file."""
