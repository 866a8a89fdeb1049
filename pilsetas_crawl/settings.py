"""Scrapy settings of the project; every one has its reason."""

from __future__ import annotations

import os
from pathlib import Path

from pilsetas_crawl import __version__

ROOT = Path(__file__).resolve().parent.parent  # of the checkout

BOT_NAME = "pilsetas_crawl"  # the name in logs
SPIDER_MODULES = ["spiders"]  # one declaration per municipality
NEWSPIDER_MODULE = "spiders"  # where `scrapy genspider` writes
COMMANDS_MODULE = "pilsetas_crawl.commands"  # our commands stand beside Scrapy's own

# --- Where things are ------------------------------------------------------------------------------
PILSETAS_STORE = os.environ.get("PILSETAS_STORE", str(ROOT / "store"))  # folder or URI of the Parquet store
PILSETAS_STATE = os.environ.get("PILSETAS_STATE", "")  # crawl state; empty: inside a local store
PILSETAS_CATALOG = os.environ.get("PILSETAS_CATALOG", "")  # DuckDB file; empty: where the parts are
PILSETAS_CACHE = os.environ.get("PILSETAS_CACHE", "")  # copies of remote parts; empty: the user's cache

# --- How far and how often -------------------------------------------------------------------------
PILSETAS_FIRST_RUN_DAYS = 30  # a first run without `start` looks back a month, not to 2009
PILSETAS_CROSSCHECK_HOURS = 24  # once a day the other ways of discovery are asked too: a feed can freeze
PILSETAS_PATROL_DAYS = 14  # in that check listings are read back so far: for back-dated and changed articles
PILSETAS_PATROL_ARTICLES = 10  # and so many stored articles are looked at again where no way tells of edits
PILSETAS_PATROL_REACH_DAYS = 60  # how old they may be; editors seldom touch what is older
PILSETAS_SISTER_SITES = ""  # sister sites walked too: all, or a list such as cesis:amata,talsi:kolka
PILSETAS_MAX_PAGES = 2000  # pages in a row that lead no further back are a loop in the pager, not an archive
PILSETAS_REMOVAL_CHECKS = 20  # articles gone from a listing that one run asks for by address
PILSETAS_RETRY_RUNS = 5  # runs that try a failed article again before it is rejected for good
PILSETAS_GIVE_UP_AFTER = 8  # failures in a row that end a run: the site is down or has had enough of us
PILSETAS_EVENTS = True  # ask for events too; `-s PILSETAS_EVENTS=0` reads news only
PILSETAS_EVENTS_HOURS = 24  # the calendars are asked once a day at most, whether they answer or not
PILSETAS_EVENTS_ABSENT_DAYS = 28  # a calendar that was not there is looked for again after four weeks
PILSETAS_EVENTS_TRUST_DAYS = 7  # a feed that says "unchanged" is believed so long: it can freeze
PILSETAS_EVENT_PAGES = 60  # pages of one calendar, and event pages, that one visit asks for
PILSETAS_PART_ROWS = 1000  # articles held in memory before a part is written
PILSETAS_QUIET_RUNS = (
    24  # accounts of unchanged runs written at a time: one part an hour would swamp the archive
)
PILSETAS_PART_SECONDS = 300  # and the longest an article waits for it
PILSETAS_NOT_RUN_HOURS = 26  # a source whose last run is older counts as not run: a day and some slack

# --- Who is told -------------------------------------------------------------------------------------
PILSETAS_NOTIFY = os.environ.get(
    "PILSETAS_NOTIFY", ""
)  # addresses of Apprise (webhook, e-mail, chat), parted by blanks; each bad verdict and recovery is told once

# --- Politeness ------------------------------------------------------------------------------------
PILSETAS_CONTACT = os.environ.get(
    "PILSETAS_CONTACT", "https://pilsetas.com"
)  # address a site's keeper can write to
USER_AGENT = f"pilsetas_crawl/{__version__} (+{PILSETAS_CONTACT})"  # who asks, and where to complain
ROBOTSTXT_OBEY = True  # the site's own rules come first
CONCURRENT_REQUESTS = 1  # one spider reads one site, and a wait for Retry-After must hold up everything
CONCURRENT_REQUESTS_PER_DOMAIN = 1  # one request at a time per host
DOWNLOAD_DELAY = 1.5  # with the jitter: one to two seconds between requests to a host
DOWNLOAD_DELAY_JITTER = 0.33  # a share of the delay, both ways, so that runs do not beat in step
DOWNLOAD_TIMEOUT = 60  # the state platform is slow from abroad; the default of 180 s holds a run up
RETRY_TIMES = 3  # time-outs of that platform come in series and pass; each try waits twice as long
RETRY_HTTP_CODES = [500, 502, 504, 522, 524, 408]  # 429 and 503 wait by Retry-After in our own middleware
PILSETAS_THROTTLE_DIR = os.environ.get("PILSETAS_THROTTLE_DIR", "")  # shared pauses; empty: inside the state
PILSETAS_CRAWL_DELAY_MAX = 30  # seconds of Crawl-delay we grant; a site asking for more is told in the log
PILSETAS_RETRY_AFTER_MAX = 120  # seconds we wait when told to; longer ends the run as blocked
PILSETAS_RETRY_AFTER_DEFAULT = 10  # seconds when a 429 or 503 names none
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "lv,en;q=0.5",  # the default asks for English pages
}

# --- All sources together (`scrapy crawlall`) --------------------------------------------------------
PILSETAS_JOBS = 6  # sources at a time: each waits for its site most of the time and takes 90 MB
PILSETAS_GROUP_JOBS = 3  # of one throttle group: more would only wait for each other
PILSETAS_STOP_GRACE = 30  # seconds a run that is asked to stop has for its honest end, before it is killed
PILSETAS_SITES = os.environ.get("PILSETAS_SITES", "")  # JSON file slug → address: only those are crawled

# --- Gazetteer (`scrapy gazetteer --refresh`) ---------------------------------------------------------
PILSETAS_OPEN_DATA = "https://data.gov.lv/dati"  # the national open-data portal, a CKAN
PILSETAS_ADDRESS_REGISTER = (
    "6b06a7e8-dedf-4705-a47b-2a7c51177473"  # its dataset of the State Address Register
)

# --- Safety ----------------------------------------------------------------------------------------
DOWNLOAD_MAXSIZE = 20 * 1024 * 1024  # no news page is larger; a 300 MB answer ends early
DOWNLOAD_WARNSIZE = 5 * 1024 * 1024  # worth a look: the largest page seen had 0.25 MB
DOWNLOAD_FAIL_ON_DATALOSS = True  # half a page is a failure to be tried again, not an article
DOWNLOAD_VERIFY_CERTIFICATES = False  # on purpose: municipal certificates lapse, and nothing secret is sent
REDIRECT_MAX_TIMES = 6  # more is a loop
COOKIES_ENABLED = False  # no source needs them
METAREFRESH_ENABLED = False  # a refresh page is a challenge, not a redirect
TELNETCONSOLE_ENABLED = False  # a port per crawler that nobody uses
REMOTE_CONTROL_ENABLED = False  # likewise, and it runs Python

# --- Rendered pages --------------------------------------------------------------------------------
PILSETAS_BROWSER = os.environ.get("PILSETAS_BROWSER", "")  # Chromium's path; empty: looked for; or "off"
PILSETAS_BROWSER_SECONDS = 30  # the longest a page may take; the slowest script-filled listings take ten
DOWNLOAD_HANDLERS = {
    "http": "pilsetas_crawl.browser.handler.SwitchingHandler",  # Scrapy's own, until a page has to be rendered
    "https": "pilsetas_crawl.browser.handler.SwitchingHandler",
}

# --- Work ------------------------------------------------------------------------------------------
CONCURRENT_ITEMS = 4  # Scrapy starts this many tasks per response; the default of 100 eats a third of the CPU
LOG_LEVEL = "INFO"  # DEBUG prints every item
FEED_EXPORT_ENCODING = "utf-8"  # `-o file.json` keeps its diacritics
HTTPCACHE_ENABLED = False  # its policy answers from disk without asking: a feed would freeze for days

WARN_ON_GENERATOR_RETURN_VALUE = False  # Scrapy would parse the source of our callback again for every page

# What Scrapy loads by itself, less what is off here anyway: importing the remote control, telnet and cookies
# (aiohttp, tldextract, requests) costs 0.3 s of every start and 11 MB, even where they are switched off.
EXTENSIONS_BASE = {
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.logcount.LogCount": 0,
    "scrapy.extensions.memusage.MemoryUsage": 0,
    "scrapy.extensions.memdebug.MemoryDebugger": 0,
    "scrapy.extensions.closespider.CloseSpider": 0,
    "scrapy.extensions.feedexport.FeedExporter": 0,
    "scrapy.extensions.logstats.LogStats": 0,
    "scrapy.extensions.spiderstate.SpiderState": 0,
    "scrapy.extensions.throttle.AutoThrottle": 0,
}
DOWNLOADER_MIDDLEWARES_BASE = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": 50,
    "pilsetas_crawl.middlewares.robots.RobotsTxt": 100,  # Scrapy's own, and what an error in its place means
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": 300,
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": 550,
    "pilsetas_crawl.middlewares.unpacking.Unpacking": 590,  # Scrapy's own, and what damaged bytes mean
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": 600,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": 750,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": 850,
}

SPIDER_CONTRACTS = {
    "pilsetas_crawl.contracts.ExampleContract": 10,  # `scrapy check` reads the declared example article
}

EXTENSIONS = {
    "pilsetas_crawl.run.session.RunSession": 10,  # store, state and account of the run
    "pilsetas_crawl.extensions.closing.Closing": 20,  # a run that is stopped must end
    "pilsetas_crawl.extensions.parent.ParentLink": 400,  # only under `scrapy crawlall`
    "pilsetas_crawl.extensions.progress.LiveProgress": 500,  # only where stderr is a terminal
}

DOWNLOADER_MIDDLEWARES = {
    "pilsetas_crawl.middlewares.conditional.ConditionalRequests": 60,  # validators before everything else sees the request
    "pilsetas_crawl.middlewares.encoding.ResolveEncoding": 580,  # after decompression (590), before redirects
    "pilsetas_crawl.middlewares.back_off.BackOff": 555,  # before Scrapy's own retry (550) sees the error
    "pilsetas_crawl.middlewares.retry_after.RetryAfter": 560,  # outside Scrapy's own retry (550)
    "pilsetas_crawl.middlewares.politeness.Politeness": 950,  # the last before the downloader: takes the moment of sending
}

ITEM_PIPELINES = {
    "pipelines.clean.CleanPipeline": 100,
    "pipelines.validate.ValidatePipeline": 200,
    "pipelines.identify.IdentifyPipeline": 300,
    "pipelines.deduplicate.DeduplicatePipeline": 400,
    "pipelines.locate.LocatePipeline": 500,
    "pipelines.geotag.GeotagPipeline": 600,
    "pipelines.language.LanguagePipeline": 700,
    "pipelines.tag.TagPipeline": 800,
    "pipelines.derive.DerivePipeline": 900,
    "pipelines.store.StorePipeline": 1000,
}
