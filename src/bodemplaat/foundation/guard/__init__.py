"""Guard: work on foreign bytes runs in a short-lived process of its own, where its end is a message and not ours.

A library that reads what strangers made may run for ever, take all memory or end its process. ``run_guarded`` calls
a named function of ours in a fresh interpreter with limits of time and memory, hands it bytes and gets bytes back.
The child knows no passwords (its environment is nearly empty), writes no files and ends when its parent does. This
room knows neither Django nor the libraries that it guards, so whoever starts it stays small and quick.
"""
