"""Pictures of dates: the timeline of a list, and how the date of an item slipped. Pure.

`scale` gives days their places, `timeline` and `slip` say what stands where, as records that no format knows;
`timeline_svg`, `slip_svg` and `characters` draw them. There is no clock here: today is an argument.
"""
