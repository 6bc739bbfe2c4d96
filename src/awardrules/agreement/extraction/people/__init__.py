"""Who is rewarded, and with what: sentences, tables and forms that name people."""
