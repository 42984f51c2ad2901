"""The directory of an organisation: what its own register of people and accounts tells the platform."""
