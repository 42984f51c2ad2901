"""Whom to call: contacts of the demand side (vraagfunctie) and the supply side (aanbodfunctie), per task and dated."""
