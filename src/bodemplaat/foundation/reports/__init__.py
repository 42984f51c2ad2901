"""A report on a page, drawn with the components of the site."""
