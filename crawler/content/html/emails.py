"""Addresses that Cloudflare replaces by ``[email protected]`` until a script of the page shows them."""

from contextlib import suppress

from lxml.etree import _Element

SIGN = "data-cfemail"
"""The attribute that holds an address: in hexadecimal digits, a key, and the bytes of the address combined with it."""
_PAGE = "/cdn-cgi/l/email-protection"


def show_emails(root: _Element) -> None:
    """Put the addresses in ``root`` where the page shows them. What is none is left as it is."""
    for element in root.xpath(f"//*[@{SIGN}]"):
        with suppress(ValueError):
            address = _address(element.get(SIGN) or "")
            for child in [*element]:
                element.remove(child)
            element.text = address
            if (element.get("href") or "").startswith(_PAGE):
                del element.attrib["href"]


def _address(digits: str) -> str:
    key, *rest = bytes.fromhex(digits) or b"\0"
    address = bytes(each ^ key for each in rest).decode()
    if "@" not in address or not address.isprintable():
        raise ValueError("no address")
    return address
