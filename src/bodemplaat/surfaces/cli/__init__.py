"""The command line ``bodemplaat``; Django is imported only by the commands that need the database."""
