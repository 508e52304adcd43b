"""The parts of Qingliu that are around the items, and stages and exporters that fail."""

BOT_NAME = "tiny"
SPIDER_MODULES = ["tests.tiny.spiders"]
COMMANDS_MODULE = "crawler.commands"
TELNETCONSOLE_ENABLED = False
LOG_FORMATTER = "crawler.logformatter.PageLogFormatter"
ITEM_PIPELINES = {"tests.tiny.parts.Finish": 100}
SPIDER_CONTRACTS = {"crawler.contracts.SavedPageContract": 10, "crawler.contracts.HoldsContract": 20}
EXTENSIONS = {
    "scrapy.extensions.feedexport.FeedExporter": None,
    "crawler.extensions.feeds.LosslessFeeds": 0,
    "crawler.extensions.accounting.Accounting": 0,
    "crawler.extensions.failures.Failures": 0,
    "crawler.extensions.summary.Summary": 0,
}
FEED_EXPORT_ENCODING = "utf-8"
FEED_EXPORTERS = {
    "jsonlines": "crawler.exporters.json_lines.JsonLinesExporter",
    "jsonl": "crawler.exporters.json_lines.JsonLinesExporter",
    "jl": "crawler.exporters.json_lines.JsonLinesExporter",
    "json": "crawler.exporters.json_array.JsonArrayExporter",
    "csv": "crawler.exporters.csv_table.CsvExporter",
    "xml": "crawler.exporters.xml_tree.XmlExporter",
    "picky": "tests.tiny.parts.PickyExporter",
    "full": "tests.tiny.parts.FullDiskExporter",
    "endless": "tests.tiny.parts.EndlessExporter",
}
FEED_STORAGES = {"": "crawler.extensions.local_feed.LocalFeed", "file": "crawler.extensions.local_feed.LocalFeed"}
FAILED_PAGES_FEED = "out/failed.jsonl"
