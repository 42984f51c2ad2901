"""``bodemplaat measure LOG``: what another system's records say of how long cases took.

``command`` what may be asked, light · ``question`` the options and mapping understood · ``log`` rows to courses ·
``baseline`` the figures · ``report`` and ``pictures`` what is told · ``run`` from file to answer.
"""
