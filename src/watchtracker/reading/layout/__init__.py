"""How a text lies, each piece with its place in the text as it came.

markup, tables    the words without Markdown's signs; the cells of tables
lines             the lines in groups; a row of a table in HTML is one, code and signatures are left out
shapes            how lines look: headings, items, pairs of a key and a value
arranged          terms and days by turns, questions and answers, records of keys and values
headings          which lines are headings, and which are open; `text_titles`, the title of the whole text
blocks            paragraphs, items, cells and headings
sentences         what is read at a time

Everything else of the reader sees blocks and sentences, and never a line.
"""
