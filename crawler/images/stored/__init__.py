"""Finds, fetches and stores the bytes of pictures. Loaded only if the setting ``IMAGES`` names a folder."""
