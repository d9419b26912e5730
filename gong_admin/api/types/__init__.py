"""Requests, answers and what is inside them, one module an area of Gong's API.

Ids, addresses and times are texts throughout: an id of 20 digits passes every number type that
spreadsheets and JSON readers use, and a time keeps the offset and the decimals that Gong sent.
"""
