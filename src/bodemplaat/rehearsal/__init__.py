"""Rehearsal: what is played and not lived. The demo's cooperations, the replay of another system's log, and the bank
that answers both.

Everything goes through the doors that the pages use, so a rehearsal shows what the platform does. Nothing that serves
a real installation imports this storey, and a real installation does not load it: ``settings_demo`` does. The command
line starts it by the names of its Django commands (``load_demo``, ``check_demo``, ``replay``), in a process of its own.
"""
