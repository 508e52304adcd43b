"""Qingliu: replays saved Chinese news and forum pages into clean items."""
