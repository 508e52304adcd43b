"""Feed exporters for nested dataclass items in Chinese: each record is encoded as a whole before any of it is written."""
