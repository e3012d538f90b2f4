"""Formatting by a CSL style with citeproc-py, corrected where citeproc-js and CSL's specification differ.

What citeproc-py 0.11 does otherwise, and the works of the tests that show it:

- a localized date loses the spaces between its parts, and one date's form changes the next one's (`article`)
- a season and a range of dates are lost or in disorder (`season`, `date-range-months`, `date-range-days`)
- what `cs:substitute` prints is printed again (`no-author`, `book-edited`)
- two marks of punctuation meet: "help?." (`title-question`, `title-ends-in-quotes`)
- quotation marks, apostrophes and markup are left as they are (`title-nested-quotes`, `title-markup`)
- pages are cut wrongly or never made whole, and numbers keep their hyphen (`pages-to-a-hundred`, `pages-shortened`,
  `volume-range`)
- `label` prints nothing for a number of pages (`book`)
- suffixes, initials and names in Chinese or Japanese (`suffix`, `suffix-in-given`, `han`)
- words behind a hyphen in title case (`title-case`)
- each reference takes 6 ms, most of them in looking up what never changes; now half a millisecond
"""
