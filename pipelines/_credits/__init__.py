"""The grammar of credits: who did what, as Chinese pages print it."""
