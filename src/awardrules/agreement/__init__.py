"""Draft agreements: blocks of a document, mentions of values in them, facts with the sentence each rests on. Needs the extra `agreement`."""
