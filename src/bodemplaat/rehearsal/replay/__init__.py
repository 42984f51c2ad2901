"""``bodemplaat replay FILE``: play the cases of a real log through the same commands as the pages use.

``meaning`` what each activity of the log means · ``routes`` which chain the log's own rounds follow · ``stage`` an
organisation made for the log · ``play`` the commands, in the log's own order of time · ``report`` what came of it.
"""
