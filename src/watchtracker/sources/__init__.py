"""Sources: where texts and signals come from; they are fetched, and made into records that say what was found.

What happens on the way to the other side stands in three modules: `addresses` says which place may be asked at all,
`connecting` reaches exactly the places that were checked, and `fetching` is the one fetch that everything here uses.
`replies` are what can come of it, `patience` says when to ask again.

What came is made into something to read: `documents` of a page, a mail or a text, `feeds` of a feed, `calendars` of a
calendar; `pages` says whether a page has some words, `robots` whether it may be asked for by a program. What came from
outside is read through `apart`, in a process that can be ended.

Services that answer in JSON have a module each: `github`, `pypi`, `huggingface`, `register`, `endoflife` and
`python_releases` say where one is asked and read its answer by `json_forms`, which refuses whatever is not of the known
form. `services` knows all of them.

Nothing here knows the database or the tracker. The libraries are loaded when they are needed and not before, since a
listing must never wait for them.
"""
