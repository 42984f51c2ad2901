"""A folder into which a mail server delivers (maildir): one file a message, read without a lock and moved when it is done."""
