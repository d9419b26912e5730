"""Gong on this machine: an HTTP server over a made-up company, as strict and as slow as the real
one. For the demo tenant, for tests, and for trying out scripts.

    world/     the company: generated from a seed, changed by requests, in Gong's wire format
    handlers/  one small function an operation, from checked inputs to the answer
    server     what happens to every request: credentials, scopes, limits, faults, checks
    control    `/_sandbox/`: faults, time, and what Gong offers in its own pages only
    process    `Sandbox`, which starts the server as a process of its own

Routes and checks come from `gong_admin.api.catalogue`; answers do not come from the client's
types, so that a mistake in those shows.
"""
