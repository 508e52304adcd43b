"""The CDNs whose URLs are understood. Each entry says how the URLs of one picture differ, and where that is known from.

What an entry removes must never distinguish two pictures: parts of a picture (a crop at an offset), frames of a video and pages
of a document are separate pictures, so no pattern here matches their forms. URLs of hosts without an entry are kept as they are.
"""

from crawler.images._cdn import Cdn
from crawler.images._chinese_cdns import CHINESE_CDNS
from crawler.images._foreign_cdns import FOREIGN_CDNS
from crawler.images._object_stores import OBJECT_STORES
from crawler.images._picture_software import PICTURE_SOFTWARE
from crawler.images._social_networks import SOCIAL_NETWORKS
from crawler.images._taiwanese_cdns import TAIWANESE_CDNS

CDNS: tuple[Cdn, ...] = (*(*CHINESE_CDNS, *TAIWANESE_CDNS, *OBJECT_STORES), *(*SOCIAL_NETWORKS, *FOREIGN_CDNS, *PICTURE_SOFTWARE))
