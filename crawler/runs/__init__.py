"""What a run is: from a page to its outcome, what is counted and judged, and batch jobs. Most of it are Scrapy extensions."""
