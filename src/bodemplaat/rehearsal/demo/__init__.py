"""The demo: two cooperations built and lived in through the same commands the pages use. Names of people are made up;
the municipalities are those of two cases in the sources (K5, and Hilversum with Weesp).
"""
