"""Stories: which articles of the archive tell the same thing in the same words.

`fingerprint` makes of a text what can be compared, `decide` says of two fingerprints whether they are one
story, `index` finds the few worth comparing among a million, `grouping` makes stories of pairs, and `link`
does all of it for what is new in a store.
"""
