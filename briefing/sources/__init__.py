"""Sources: what to ask for, and how the bytes that come back become entries and observations.

One file a kind; `registry.KINDS` names them all. Nothing here touches network, clock or disk, with
one exception: feeds are parsed in a child process, because the parser can take minutes on hostile
input (see `feed_process`).
"""
