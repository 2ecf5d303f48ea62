"""The combined authority's own side of a team's server: returns that were sent in, contracts, settlement, scheme data.

All of it is shared, so its tables are in the schema ``public``; no foreign key leads to a provider's store or back.
Learner data lies in files, in the folder ``authority`` of the server's data folder (``folder.authority_folder``), under
their hashes: the tables hold keys, counts, hashes and money. What was decided is only added to.

``submissions`` takes returns and says which one stands; ``contracts`` keeps versions of contract files and says which
is in force on a day; ``settlement`` runs ``openlet.scale`` over what stands and keeps the ledger.
"""
