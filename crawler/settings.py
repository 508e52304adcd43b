"""The only settings of the project, and the only place that orders the stages."""

BOT_NAME = "qingliu"
SPIDER_MODULES = ["crawler.spiders"]
COMMANDS_MODULE = "crawler.commands"

ITEM_PIPELINES = {
    "pipelines.normalize_text.NormalizeTextPipeline": 100,
    "pipelines.resolve_images.ResolveImagesPipeline": 200,
    "pipelines.strip_ads.StripAdsPipeline": 300,
    # "pipelines.forum_chrome.ForumChromePipeline": 350,
    "pipelines.attach_captions.AttachCaptionsPipeline": 400,
    "pipelines.credits.CreditsPipeline": 500,
    "pipelines.dedupe_images.DedupeImagesPipeline": 600,
    "pipelines.set_dates.SetDatesPipeline": 700,
    "pipelines.render.RenderPipeline": 800,
    "pipelines.validate.ValidatePipeline": 900,
}
