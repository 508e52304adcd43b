"""Where feeds are stored."""
