"""The entry tool in the browser: pages over the store. Nothing of the ILR or of payments is decided here."""
