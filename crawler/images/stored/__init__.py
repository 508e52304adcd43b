"""The bytes of pictures: where they are found, fetched and stored. Loaded only where the setting ``IMAGES`` names a folder."""
