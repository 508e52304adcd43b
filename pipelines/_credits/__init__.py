"""The grammar of credits as Chinese pages print them: who did what."""
