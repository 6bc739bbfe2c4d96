"""Rules as questions to a solver: properties with counterexamples, witness deals, boundary cases, repairs.

Every deal a solver finds is decided again by `decide` before anybody sees it. Needs the extra `prove`.
"""
