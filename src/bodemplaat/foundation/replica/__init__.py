"""A replica of the database, from which reports and exports are read where one is named."""
