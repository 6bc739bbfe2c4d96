"""What a repository has decided about findings: waivers, a baseline, and the status that follows."""
