"""Guard: work on foreign bytes runs in a short-lived process of its own, so that a crash ends that process only.

A library that reads what strangers made may run for ever, take all memory or end its process. ``run_guarded`` calls
a named function of ours in a fresh interpreter with limits of time and memory, hands it bytes and gets bytes back.
The child knows no passwords (its environment is nearly empty), writes no files and ends when its parent does. This
room knows neither Django nor the libraries that it guards, so its process stays small and quick.
"""
