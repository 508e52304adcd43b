"""The only settings of the project, and the only place that orders the stages."""

BOT_NAME = "qingliu"
SPIDER_MODULES = ["crawler.spiders"]
SPIDER_LOADER_CLASS = "crawler.spiders.loader.Spiders"
SITE_MODULES = ["crawler.sites"]  # packages of which every module declares a site
COMMANDS_MODULE = "crawler.commands.syntax"

ITEM_PIPELINES = {
    "pipelines.normalize_text.NormalizeTextPipeline": 100,
    "pipelines.resolve_images.ResolveImagesPipeline": 200,
    "pipelines.strip_ads.StripAdsPipeline": 300,
    "pipelines.judge_blocks.JudgeBlocksPipeline": 320,
    "pipelines.strip_forum_elements.StripForumElementsPipeline": 340,
    "pipelines.strip_forum_chrome.StripForumChromePipeline": 350,
    "pipelines.attach_captions.AttachCaptionsPipeline": 400,
    "pipelines.read_credits.ReadCreditsPipeline": 500,
    "pipelines.dedupe_images.DedupeImagesPipeline": 600,
    "pipelines.store_images.StoreImagesPipeline": 650,
    "pipelines.set_dates.SetDatesPipeline": 700,
    "pipelines.normalize_lines.NormalizeLinesPipeline": 750,
    "pipelines.render.RenderPipeline": 800,
    "pipelines.hash_content.HashContentPipeline": 850,
    "pipelines.set_flags.SetFlagsPipeline": 870,
    "pipelines.validate.ValidatePipeline": 900,
}

ITEM_PROCESSOR = "crawler.runs.item_processor.ItemProcessor"

# Scrapy's own that a replay uses. To name the others as None would load them first, half of a short run's time.
EXTENSIONS_BASE = {
    "crawler.runs.accounting.CoreStats": 0,
    "scrapy.extensions.logcount.LogCount": 0,
    "scrapy.extensions.memusage.MemoryUsage": 0,
    "scrapy.extensions.closespider.CloseSpider": 0,
}
EXTENSIONS = {
    "crawler.runs.feed_exports.LosslessFeeds": 0,
    "crawler.runs.duplicates.Duplicates": 0,
    "crawler.runs.accounting.Accounting": 0,
    "crawler.runs.failures.Failures": 0,
    "crawler.runs.phases.Phases": 0,
    "crawler.runs.progress.Progress": 0,
    "crawler.runs.resume.Journal": 0,
    "crawler.runs.summary.Summary": 0,
}
FAILED_PAGES_FEED = "out/failed.jsonl"
KEEP_FAILED_PAGES = ""  # a folder for the bytes of failed pages
JOURNAL_DIR = ".qingliu"
RESUME = False
JOBS = 0  # processes that clean pages; 0: as many as there are cores
JOBS_FROM = 400  # pages, of 5 KiB, that wait before processes are started
BATCH_DIR = ".qingliu"  # the history of batch runs, and what the stopped ones had done
BATCH_PATIENCE = 300.0  # seconds after which a worker that does not get ahead is ended
BATCH_WORKER_BYTES = 2 * 1024 * 1024 * 1024  # of memory
DUPLICATES = "mark"  # or "drop", "off"
STRIP_FROM = 0.85  # the score, from 0 to 1, from which on a block that no rule knows is taken out of an article
RECURRING = ""  # a file of what recurs at a site, as learn-ads --weigh writes it; it weighs with the judge of blocks
STORIES_KEEP = "earliest"  # of the copies of a story; or "longest", or publishers, the first that has printed it
CORPUS = ""  # a path or glob of exported items, saved pages or plain texts, which items are compared with as well
REVISIONS = "newest"  # or "all"
STATE = "sqlite:///.qingliu/state.db"  # or a path, or a postgresql:// URL; empty: nothing is remembered
MAX_PAGE_BYTES = 32 * 1024 * 1024
MAX_PAGE_DEPTH = 150  # nested elements
MAX_PAGE_SECONDS = 10.0  # of CPU, to read a page and again to clean it
MAX_COMPRESSION_RATIO = 200  # of a whole archive
HTML_COLUMN = ""  # of a table (JSON Lines, CSV, Parquet): the one that holds pages
URL_COLUMN = ""  # their addresses
CAPTURED_COLUMN = ""  # when they were fetched
IMAGES = ""  # a folder for the bytes of pictures
IMAGES_STORAGE = "crawler.fetching.picture_storage:PictureStorage"
IMAGES_FETCH = True  # with IMAGES, pictures that were not saved with their page
IMAGES_FROM_PRIVATE_HOSTS = False
IMAGES_MAX_BYTES = 32 * 1024 * 1024  # of one that is fetched
IMAGES_MAX_PIXELS = 50_000_000

FEED_EXPORT_ENCODING = "utf-8"
FEED_EXPORTERS = {
    "jsonlines": "crawler.feeds.exporters.json_items.JsonLinesExporter",
    "jsonl": "crawler.feeds.exporters.json_items.JsonLinesExporter",
    "jl": "crawler.feeds.exporters.json_items.JsonLinesExporter",
    "json": "crawler.feeds.exporters.json_items.JsonArrayExporter",
    "csv": "crawler.feeds.exporters.csv_table.CsvExporter",
    "xml": "crawler.feeds.exporters.xml_tree.XmlExporter",
    "atom": "crawler.feeds.exporters.atom.AtomExporter",
    "rss": "crawler.feeds.exporters.rss.RssExporter",
    "jsonfeed": "crawler.feeds.exporters.json_feed.JsonFeedExporter",
    "md": "crawler.feeds.exporters.markdown.MarkdownExporter",
    "md.zip": "crawler.feeds.exporters.markdown.MarkdownZipExporter",
    "jsonld": "crawler.feeds.exporters.schema_org.SchemaOrgExporter",
    "zyte": "crawler.feeds.exporters.zyte.ZyteExporter",
    "spreadsheet": "crawler.feeds.exporters.spreadsheet.SpreadsheetExporter",
    "txt": "crawler.feeds.exporters.text_corpus.TextExporter",
    "texts": "crawler.feeds.exporters.text_corpus.TextFolderExporter",
    "parquet": "crawler.feeds.exporters.parquet.ParquetExporter",
    "sqlite": "crawler.feeds.exporters.sqlite.SqliteExporter",
    "db": "crawler.feeds.exporters.sqlite.SqliteExporter",
    "review": "crawler.feeds.exporters.review.ReviewExporter",
    "postgresql": "crawler.feeds.exporters.postgresql.PostgresqlExporter",
}
FEED_STORAGES = {
    "": "crawler.feeds.storages.local.LocalFeed",
    "file": "crawler.feeds.storages.local.LocalFeed",
    "postgresql": "crawler.feeds.storages.postgresql.PostgresqlFeed",
}

SPIDER_CONTRACTS = {"crawler.runs.contracts.SavedPageContract": 10, "crawler.runs.contracts.HoldsContract": 20}

LOG_LEVEL = "INFO"
LOG_FORMATTER = "crawler.runs.logformatter.PageLogFormatter"
LOGSTATS_INTERVAL = 60.0
TELNETCONSOLE_ENABLED = False
ROBOTSTXT_OBEY = True
