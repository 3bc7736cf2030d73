"""The formats that editions can be had in, by their files' endings.

They are those of the writers' registry, said again because every build, even one that finds
nothing to do, needs them: the registry takes long to import. A test compares the two.
"""

ENDINGS = ("docx", "html", "md", "pdf")
BY_DEFAULT = ENDINGS[:3]  # those that are written where none is named: PDF needs an extra
