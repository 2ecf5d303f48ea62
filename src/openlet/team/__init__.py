"""The same program on a server: accounts and roles, many providers, the combined authority. Needs PostgreSQL.

Each provider's store is a schema of the database, ``provider_10999991``; what all share (accounts, the list of
providers, the log of what people did, the queue of background work, the authority's own tables) is in ``public``.
``openlet.store.whose.store_of`` opens the store of a provider.
"""
