"""Charts as plain SVG: drawn on the server, coloured by classes, each with its numbers beside.

Shapes only: words stand in HTML around them, so that they keep their size on a phone,
in print and in every language.
"""
