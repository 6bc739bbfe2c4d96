"""What a reviewer writes on an agreement: findings at the sentences they rest on, and a copy of the Word file with them as comments."""
