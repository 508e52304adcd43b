"""The review: pages to look at, on which every item, every removal and every story can be seen and judged."""
