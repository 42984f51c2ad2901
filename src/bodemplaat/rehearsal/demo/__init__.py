"""The demo: five cooperations, at least one of each variant, founded from lists and lived in through the commands the pages use.

Names of people are made up; the organisations are those of cases in the sources.
"""
