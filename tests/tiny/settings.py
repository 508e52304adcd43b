"""The settings of Qingliu that are around the items, with stages and exporters that fail."""

from crawler import settings as project

BOT_NAME = "tiny"
SPIDER_MODULES = ["tests.tiny.spiders"]
COMMANDS_MODULE = project.COMMANDS_MODULE
DOWNLOADER = "crawler.runs.offline.OfflineDownloader"
TELNETCONSOLE_ENABLED = False
LOG_FORMATTER = project.LOG_FORMATTER
ITEM_PIPELINES = {"tests.tiny.parts.Finish": 100}
SPIDER_CONTRACTS = project.SPIDER_CONTRACTS
EXTENSIONS_BASE = project.EXTENSIONS_BASE
EXTENSIONS = project.EXTENSIONS
FEED_EXPORT_ENCODING = project.FEED_EXPORT_ENCODING
FEED_EXPORTERS = {
    **project.FEED_EXPORTERS,
    "picky": "tests.tiny.parts.PickyExporter",
    "full": "tests.tiny.parts.FullDiskExporter",
    "endless": "tests.tiny.parts.EndlessExporter",
}
FEED_STORAGES = project.FEED_STORAGES
FAILED_PAGES_FEED = project.FAILED_PAGES_FEED
JOURNAL_DIR = project.JOURNAL_DIR
DUPLICATES = "off"
"""The items that tests make by hand differ in nothing but their names."""
