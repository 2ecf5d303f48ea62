"""What the ILR is, and what the WMCA schemes ask, as data with years and sources.

Nothing here decides anything: the tables beside this file do, and the modules only load them.
"""
