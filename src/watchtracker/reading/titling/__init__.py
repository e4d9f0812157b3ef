"""What a statement is called, in the words of its source, and who said it.

Titles are cut out of their sentence (`prose_titles`, `han_titles`), cell or item (`titles`) by the words of
`title_words` and `title_clauses`. `deeds` has what somebody does, `trimming` takes off the edges, `naming` puts a name
before what is said of many; `speakers`, who said it.
"""
