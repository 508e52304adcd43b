"""Pages for a store, made without a crawl; run as a program, this stores some and is there to be killed."""

import sys
from collections.abc import Iterator, Sequence

from crawler.images.item_content import content_sha256
from crawler.items import Article, Image, Item
from crawler.state import Addition, encoded, open_state
from crawler.stories.compared import page_record
from crawler.stories.fingerprint import fingerprint, signatures_of
from crawler.stories.normal_form import normal_form, story_text
from tests.made_items import made_page

PICTURE = "https://x.example/{}.jpg"


def made_item(number: int, text: str) -> Article:
    """An article with a picture of its own and one that all have."""
    page = made_page(f"{number}")
    page.sha256 = f"{number:064x}"
    images = [Image(PICTURE.format(name), []) for name in (number, "logo")]
    item = Article(id=f"{number:016x}", site=f"site{number % 3}", headline=f"标题{number}", text=text, images=images, page=page)
    item.content_sha256 = content_sha256(item)
    return item


def addition(item: Item, same_as: Sequence[bytes] = ()) -> Addition:
    """What a run stores of a finished item."""
    text = fingerprint(normal_form(story_text(item)))
    return Addition(page_record(item, text), encoded(item), signatures_of([text]).tobytes(), same_as)


def additions(first: int, count: int) -> Iterator[Addition]:
    """Of distinct texts, long enough to have bands."""
    for number in range(first, first + count):
        yield addition(made_item(number, "".join(chr(0x4E00 + (number * 7919 + at * at) % 20000) for at in range(300))))


def main(where: str, first: int, batches: int, size: int) -> None:
    """Store ``batches`` of ``size`` pages, and print a line when one is stored; end when nobody can write to standard input."""
    with open_state(where) as store:
        run = store.begin(f"run from {first}")
        for batch in range(batches):
            store.add(run, list(additions(first + batch * size, size)), lambda exact, item: False)
            print(batch, flush=True)
        sys.stdin.read()
        store.finish(run)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
