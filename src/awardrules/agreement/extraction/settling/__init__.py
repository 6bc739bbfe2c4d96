"""From claims to facts in states: what is stated, what follows, what contradicts itself."""
