"""Values as Chinese agreements write them: ratios, money, durations, dates, ticked boxes; each with its place in the raw text.

`normalise.normalise` gives the text in the characters of the grammar with the way back to the raw text, `mentions.mentions` every value of
it, `mentions.read` the doubtful places too, `mentions.chosen` the values within ticked options, `mentions.restated` whether two neighbours
say one value twice. Shares have the unit `share`, also as ranges and blanks; a range without a unit is one of days; a split without values
is shared alike by however many there are. The words and the characters are data: `rules/agreement/grammar/`.
"""
