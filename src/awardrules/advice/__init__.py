"""What an officer does next: amounts to pay, dates to keep, the exemption dossier, the unit's checklist.

Everything is read from the rules of an edition and the decision made with them; no figure and no condition stands here.
"""
