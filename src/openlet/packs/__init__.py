"""Rule packs: scheme data that an authority publishes as one signed file, and that providers load.

``signed`` makes a pack and opens one, ``checking`` judges what its tables say, ``kept`` holds the keys that are trusted
and the pack in force, in the folder ``packs`` of the data folder. ``openlet.spec.pack`` is where the tables are read.
"""
