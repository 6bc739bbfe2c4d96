"""Who is who in one agreement: unit, team and others, whatever they are called."""
