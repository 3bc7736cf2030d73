"""A school's policies on the web: records of what was issued in, pages and feeds out.

Nothing here knows a disk or a clock: `actions/site.py` gathers the records and writes the files.
"""
