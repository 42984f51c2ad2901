"""``bodemplaat measure LOG``: what another system's records say of how long cases took.

``question`` the options and mapping understood · ``log`` rows to courses ·
``baseline`` the figures · ``report`` and ``pictures`` what is told · ``work`` from file to answer.
"""
