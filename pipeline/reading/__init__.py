"""What a text says, read as values: figures, dates, times, currencies, names, foreign words.

The same things are written otherwise in another language; here they are read in both, so that
engine and checks compare what is meant. Nothing here knows where a text comes from.
"""
