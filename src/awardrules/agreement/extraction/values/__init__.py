"""Claims of facts: values tied to topic, party and base, words that state a fact, labels of forms."""
