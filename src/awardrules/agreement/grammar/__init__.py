"""Values as Chinese agreements write them: ratios, money, durations, dates, ticked boxes; each with its place in the raw text."""
