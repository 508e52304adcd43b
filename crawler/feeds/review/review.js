Object.assign(WORDS.en, { items: "Items", removed: "Taken out", stories: "Stories", search: "Search headlines and texts", searchRemoved: "Search what was taken out", declared: "as declared", "local-time": "local time", "capture-relative": "counted from when it was saved", "page-metadata": "page metadata", visible: "as printed", "mirror-run": "when a mirror ran", missing: "none", "no-headline": "no headline", "encoding-doubt": "doubtful encoding", "date-doubt": "doubtful date", "text-doubt": "doubtful text", "id-clash": "id clash", "site-clock": "site clock corrected", "image-clock": "confirmed by a picture", article: "articles", thread: "threads", all: "all", site: "site", flag: "flag", rule: "rule", type: "type", newest: "newest first", oldest: "oldest first", most: "most taken out first", inOrder: "in the order of the run", shown: "shown", of: "of", more: "Show more", loading: "reading texts…", by: "by", source: "source", published: "published", raw: "as printed", basis: "date from", captured: "saved", page: "page", url: "address", credits: "credits", revision: "revision", flags: "flags", previous: "Previous", next: "Next", back: "All items", removedWhy: "taken out by", score: "score", wrong: "should stay", gone: "should go", copied: "Copied. Paste it into the site's rules or a golden.", seen: "seen as", duplicateOf: "a copy of", copies: "copies", noDate: "no date", noText: "without text", generic: "site without a file", duplicate: "duplicate", revised: "revision", doubtful: "doubtful removal", floor: "floor", quote: "quotes", times: "times", onlyHere: "only here", same: "the same text", members: "printed by", compare: "compared with", nothing: "Nothing here.", otherPage: "part", unknown: "unknown", keywords: "keywords", original: "original headline", copyPath: "Copy path", unseen: "is not in this feed", first: "The first", ofRun: "of", inRun: "items of the run. The others are in its feeds.", noAuthor: "no author", noSource: "no source" });
Object.assign(WORDS.zh, { items: "条目", removed: "删去的内容", stories: "同一篇稿件", search: "在标题和正文中搜索", searchRemoved: "在删去的内容中搜索", declared: "按页面所写", author: "作者", reporter: "记者", correspondent: "通讯员", photographer: "摄影", editor: "编辑", translator: "翻译", illustrator: "插图", producer: "制作", contributor: "供稿", "local-time": "当地时间", "capture-relative": "由保存时间推算", "page-metadata": "页面元数据", visible: "页面可见文字", "mirror-run": "镜像运行时间", missing: "无", "no-headline": "无标题", "encoding-doubt": "编码存疑", "date-doubt": "时间存疑", "text-doubt": "正文存疑", "id-clash": "编号冲突", "site-clock": "已校正站点时钟", "image-clock": "有图片时间佐证", article: "文章", thread: "帖子", all: "全部", site: "站点", flag: "标记", rule: "规则", type: "类型", newest: "新的在前", oldest: "旧的在前", most: "删得多的在前", inOrder: "按运行顺序", shown: "条", of: "/ 共", more: "显示更多", loading: "正在读取正文…", by: "作者", source: "来源", published: "发布时间", raw: "原文时间", basis: "时间依据", captured: "保存时间", page: "页面", url: "网址", credits: "署名", revision: "修订", flags: "标记", previous: "上一条", next: "下一条", back: "全部条目", removedWhy: "删去，规则", score: "把握", wrong: "不该删", gone: "该删", copied: "已复制，可粘贴到站点规则或样例里。", seen: "曾用网址", duplicateOf: "重复稿，原稿", copies: "重复稿", noDate: "无时间", noText: "无正文", generic: "没有站点文件", duplicate: "重复", revised: "修订版", doubtful: "删除存疑", floor: "楼", quote: "引用", times: "次", onlyHere: "仅此处有", same: "正文相同", members: "刊登", compare: "对照", nothing: "没有内容。", otherPage: "部分", unknown: "未知", keywords: "关键词", original: "原标题", copyPath: "复制路径", unseen: "不在本次结果里", first: "这里是本次运行的前", ofRun: "条，共", inRun: "条；其余在输出文件里。", noAuthor: "无署名", noSource: "无来源" });
const FLAGS = { "no-text": "noText", "no-date": "noDate", "generic-site": "generic", duplicate: "duplicate", revision: "revised", "doubtful-removal": "doubtful", "no-author": "noAuthor", "no-source": "noSource" };
const PLAIN = new Set(["no-author", "no-source"]);  // to filter by; most posts of a forum have them
const DOUBT = 0.9, AT_ONCE = 24, SLICE = 12;
const about = JSON.parse(document.getElementById("about").textContent);
const view = document.body.dataset.view;
const main = document.querySelector("main"), header = document.querySelector("header");
const data = () => JSON.parse(document.getElementById("data").textContent);
const flagName = (flag) => t(FLAGS[flag] || flag);
const option = (value, label) => make("option", { value }, label);

function showHeader(...more) {
  header.replaceChildren(
    make("h1", {}, about.title),
    make("nav", {}, make("a", { href: "index.html", "aria-current": view === "index" && "page" }, t("items")), make("a", { href: "removed.html", "aria-current": view === "removed" && "page" }, t("removed")),
      make("a", { href: "stories.html", "aria-current": view === "stories" && "page" }, t("stories")), more),
    languageButton(show),
  );
}
const partName = (prefix, part) => (part > 1 ? `${prefix}-${part}.html` : `${prefix}.html`);
function parts(prefix) {
  const go = (word, part) => make("a", { href: partName(prefix, part) }, `${t(word)} ${t("otherPage")}`);
  return [about.part > 1 && go("previous", about.part - 1), about.more && go("next", about.part + 1)];
}
async function copy(text, button) {
  try { await navigator.clipboard.writeText(text); } catch {
    const area = make("textarea", {}, text);
    button.after(area); area.select(); document.execCommand("copy"); area.remove();
  }
  button.title = text; button.textContent = "✓"; button.setAttribute("aria-label", t("copied"));
}
const judge = (word, text) => make("button", { class: "judge", onclick: (event) => copy(text, event.currentTarget) }, t(word));
const asPattern = (text) => JSON.stringify(text.slice(0, 120).replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).slice(1, -1);

/* ---- a list that is drawn as far as somebody looks, and what is chosen of it, which the address remembers ---- */
function growing(elementOf) {
  const list = make("div", { id: "list" }), more = make("button", { id: "more", type: "button", onclick: () => grow() }, t("more"));
  let shown = [], drawn = 0;
  const near = new IntersectionObserver((seen) => { if (seen.at(-1).isIntersecting && drawn) grow(); }, { rootMargin: "800px" });
  const grow = () => {
    list.append(...shown.slice(drawn, drawn + AT_ONCE).map(elementOf));
    drawn = Math.min(drawn + AT_ONCE, shown.length);
    more.hidden = drawn >= shown.length;
    near.unobserve(more);  // to be told again where it is still near
    if (!more.hidden) near.observe(more);
  };
  return { elements: [list, more], show: (found) => { shown = found; drawn = 0; list.replaceChildren(); grow(); } };
}
const chosen = () => new URLSearchParams(location.hash.slice(1));
let remembering = 0;
function remember(controls) {
  clearTimeout(remembering);
  remembering = setTimeout(() => {
    const values = Object.values(controls).filter((one) => one.value && one.value !== "inOrder").map((one) => [one.id, one.value]);
    try { history.replaceState(null, "", `#${new URLSearchParams(values)}`); } catch { /* a page of a disk may not everywhere */ }
  }, 300);
}
/** A search field and selections by these names, as the address has them; ``changed`` is called when one changes. */
function controlsOf(selections, changed, search) {
  const before = chosen(), controls = { search };
  for (const [name, options] of Object.entries(selections)) {
    controls[name] = make("select", { id: name, "aria-label": t(name), onchange: changed }, options);
    if (before.has(name)) controls[name].value = before.get(name);
    if (controls[name].selectedIndex < 0) controls[name].selectedIndex = 0;
  }
  search.value = before.get("search") || "";
  return controls;
}

/* ---- index: rows are [id, type, headline, site, date, basis, picture, flags, {rule: count}, duplicate of, revision, place, chars] ---- */
const rows = view === "index" || view === "removed" ? data() : [];
const heads = view === "index" ? rows.map((row) => row[2].toLowerCase()) : [], texts = [];
let asked = false, pending = 0, filter = null;
const link = (place) => `items-${place[0]}.html#${place[1]}`;
const removedIn = (row) => Object.values(row[8]).reduce((sum, count) => sum + count, 0);

window.addEventListener("message", (event) => {
  const frame = [...document.querySelectorAll("iframe")].find((one) => one.contentWindow === event.source);
  if (!frame || !Array.isArray(event.data)) return;
  event.data.forEach((text, at) => { texts[Number(frame.dataset.first) + at] = text; });
  pending -= 1; frame.remove();
  if (filter && !pending) filter();
});
function askForTexts() {
  if (asked) return;
  asked = true;
  pending = about.texts.length;
  about.texts.forEach(([name, first]) => document.body.append(make("iframe", { src: name, "data-first": first })));
}
/** The numbers of the rows in an order, sorted once: what is found in it is in it. */
const orders = new Map();
function inOrder(name) {
  if (!orders.has(name)) {
    const key = { newest: (row) => row[4] || "", oldest: (row) => row[4] || "9", most: removedIn }[name];
    const numbers = [...rows.keys()];
    if (key) {
      const keys = rows.map(key), down = name === "oldest" ? 1 : -1;
      numbers.sort((a, b) => (keys[a] < keys[b] ? -down : keys[a] > keys[b] ? down : a - b));
    }
    orders.set(name, numbers);
  }
  return orders.get(name);
}
const counts = (values) => [...values.reduce((all, value) => all.set(value, (all.get(value) || 0) + 1), new Map())].sort((a, b) => b[1] - a[1]);
/** Leads to the item of an address like #ID or #ID-REVISION, if it is one; it may stand in a later part. */
function leadToItem() {
  const named = /^([0-9a-f]{16})(?:-(\d+))?$/.exec(location.hash.slice(1));
  if (!named) return false;
  const those = rows.filter((row) => row[0] === named[1]);
  const row = those.find((one) => one[10] === Number(named[2])) || those[0];
  if (row) location.replace(link(row[11]));
  else if (about.more) location.replace(`${partName("index", about.part + 1)}${location.hash}`);
  return Boolean(row || about.more);
}
function showIndex() {
  if (leadToItem()) return;
  const copies = new Map(counts(rows.map((row) => row[9]).filter(Boolean)));
  const options = (name, values, label = (value) => value) => [option("", `${t(name)}: ${t("all")}`), counts(values).map(([value, count]) => option(value, `${label(value)} (${count.toLocaleString("en")})`))];
  const search = make("input", { id: "search", type: "search", placeholder: t("search"), "aria-label": t("search"), onfocus: askForTexts, oninput: () => filter() });
  const controls = controlsOf({
    site: options("site", rows.map((row) => row[3])), type: options("type", rows.map((row) => row[1]), t),
    flag: options("flag", rows.flatMap((row) => row[7]), flagName), rule: options("rule", rows.flatMap((row) => Object.keys(row[8]))),
    order: ["inOrder", "newest", "oldest", "most"].map((word) => option(word, t(word))),
  }, () => filter(), search);
  const { site, type, flag, rule, order } = controls;
  const count = make("p", { class: "soft", id: "count", "aria-live": "polite" }), list = growing((number) => indexRow(rows[number], copies));
  let last = null, turn = 0;
  /** Looks through the rows in their order, a slice at a time, and shows the first of them as soon as they fill a screen. Of a
   * search that asks for more than the one before, only what that has found is looked through. */
  filter = () => {
    const words = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length) askForTexts();
    const asks = { words, others: [site, type, flag, rule, order].map((one) => one.value).join("\n"), pending };
    const isNarrower = last && last.others === asks.others && last.pending === asks.pending && last.words.every((word) => words.some((longer) => longer.includes(word)));
    const among = isNarrower ? last.found : inOrder(order.value), found = [], mine = turn += 1;
    const fits = (row) => (!site.value || row[3] === site.value) && (!type.value || row[1] === type.value) && (!flag.value || row[7].includes(flag.value)) && (!rule.value || rule.value in row[8]);
    const has = (number) => words.every((word) => heads[number].includes(word) || (texts[number] !== undefined && texts[number].includes(word)));
    const isChosen = site.value || type.value || flag.value || rule.value;
    let at = 0, drawn = false;
    const look = () => {
      if (mine !== turn) return;
      const until = performance.now() + SLICE;
      for (; at < among.length; at += 1) {
        if (at % 64 === 0 && performance.now() > until) break;
        const number = among[at];
        if ((!isChosen || fits(rows[number])) && has(number)) found.push(number);
      }
      const isDone = at >= among.length;
      if (!drawn && (isDone || found.length >= AT_ONCE)) { list.show(found); drawn = true; }
      count.textContent = `${found.length.toLocaleString("en")} ${t("of")} ${rows.length.toLocaleString("en")}${(pending && words.length) || !isDone ? ` · ${t("loading")}` : ""}`;
      if (isDone) { last = { ...asks, found }; document.body.dataset.found = mine; } else setTimeout(look);
    };
    look();
    remember(controls);
  };
  const part = about.all > about.kept && make("p", { class: "soft" }, `${t("first")} ${about.kept.toLocaleString("en")} ${t("ofRun")} ${about.all.toLocaleString("en")} ${t("inRun")}`);
  main.replaceChildren(make("div", { class: "bar" }, search, site, type, flag, rule, order), ...[part, count].filter(Boolean), ...list.elements);
  filter();
}
function indexRow(row, copies) {
  const [id, , headline, site, date, basis, picture, flags, , duplicate, revision, place] = row, removals = removedIn(row);
  const tags = [flags.filter((flag) => !PLAIN.has(flag) && flag !== "duplicate" && flag !== "revision").map((flag) => make("span", { class: `tag ${flag === "generic-site" ? "" : "doubt"}` }, flagName(flag))),
    copies.has(id) && make("a", { class: "tag", href: `stories.html#${id}` }, `${t("copies")}: ${copies.get(id)}`),
    duplicate && make("a", { class: "tag", href: `stories.html#${duplicate}` }, `${t("duplicateOf")} ${duplicate}`), revision > 1 && make("a", { class: "tag", href: `stories.html#${id}` }, `${t("revision")} ${revision}`),
    removals > 0 && make("span", { class: "tag" }, `${t("removed")}: ${removals}`)];
  return make("section", { class: "card row", "data-id": id },
    make("div", {}, make("h2", {}, make("a", { href: link(place) }, headline || `(${id})`)),
      make("div", { class: "soft" }, `${site} · ${date ? `${date.slice(0, 16).replace("T", " ")}${basis && ` · ${t(basis)}`}` : t("noDate")}`),
      make("div", {}, tags)),
    picture && make("div", { class: "thumb" }, pictureOf({ url: picture, file: about.images ? row[13] : null }, t("picture"))));
}

/* ---- what was taken out, folded by text ---- rows are [place, site, rule, reason, text, score] */
function showRemoved() {
  const folded = new Map();
  for (const [place, site, rule, reason, text, score] of rows) {
    const key = `${site}\n${rule}\n${text}`;
    if (folded.has(key)) folded.get(key).times += 1;
    else folded.set(key, { place, site, rule, reason, text, score, times: 1 });
  }
  const all = [...folded.values()].sort((a, b) => b.times - a.times);
  const options = (name) => [option("", `${t(name)}: ${t("all")}`), counts(rows.map((row) => row[name === "site" ? 1 : 2])).map(([value, count]) => option(value, `${value} (${count.toLocaleString("en")})`))];
  const count = make("p", { class: "soft", id: "count", "aria-live": "polite" });
  const search = make("input", { id: "search", type: "search", placeholder: t("searchRemoved"), "aria-label": t("searchRemoved"), oninput: () => filter() });
  const controls = controlsOf({ site: options("site"), rule: options("rule") }, () => filter(), search), { site, rule } = controls;
  const list = growing((one) => make("section", { class: "card" }, removal(one), make("div", { class: "soft" }, make("a", { href: link(one.place) }, one.site), one.times > 1 ? ` · ${one.times.toLocaleString("en")} ${t("times")}` : "")));
  filter = () => {
    const words = search.value.trim();
    const found = all.filter((one) => (!site.value || one.site === site.value) && (!rule.value || one.rule === rule.value) && one.text.includes(words));
    count.textContent = `${found.reduce((sum, one) => sum + one.times, 0).toLocaleString("en")} ${t("of")} ${rows.length.toLocaleString("en")}`;
    list.show(found);
    remember(controls);
  };
  main.replaceChildren(make("div", { class: "bar" }, search, site, rule), count, ...list.elements);
  filter();
}
function removal({ rule, reason, text, score, signs }) {
  const doubt = score !== null && score !== undefined && score < DOUBT;
  return make("div", { class: `removed${doubt ? " doubt" : ""}` }, make("del", {}, text.length > 400 ? `${text.slice(0, 400)}…` : text),
    judge("wrong", `  - must_contain: ${JSON.stringify(text.slice(0, 200))}  # ${rule}`),
    make("div", { class: "why" }, `${t("removedWhy")} ${rule}: ${reason}${score !== null && score !== undefined ? ` · ${t("score")} ${score.toFixed(2)}${signs && signs.length ? ` (${signs.join(", ")})` : ""}` : ""}`));
}

/* ---- items ---- */
const items = view === "items" ? data() : [];
/** A picture: as it was stored, or else a button that loads it. */
function pictureOf(image, label) {
  if (about.images && image.file) return make("img", { src: about.images + image.file.split("/").map(encodeURIComponent).join("/"), alt: image.alt || "", loading: "lazy" });
  return pictureButton(image.url || "", image.alt, label);
}
/** The elements of clean HTML, with pictures that nobody asked for yet. Read where nothing runs or loads. */
function textOf(html, images, removals, credits) {
  const inert = new DOMParser().parseFromString(html, "text/html");
  const known = new Map(images.map((image) => [image.url, image]));
  inert.querySelectorAll("img").forEach((img) => {
    const image = known.get(img.getAttribute("src")) || { url: img.getAttribute("src") };
    img.replaceWith(pictureOf(image), image.seen_as && image.seen_as.length > 1 ? make("div", { class: "picture" }, `${t("seen")}: ${image.seen_as.join(" · ")}`) : "");
  });
  inert.querySelectorAll("script, style, iframe, object, embed, link, meta, base, form").forEach((element) => element.remove());
  inert.querySelectorAll("*").forEach((element) => [...element.attributes].forEach(({ name, value }) => {
    if (name.startsWith("on") || name === "style" || ((name === "href" || name === "src") && element.tagName !== "IMG" && !webUrl(value) && !value.startsWith("#"))) element.removeAttribute(name);
  }));
  inert.querySelectorAll("a").forEach((a) => { a.rel = "noreferrer noopener"; a.target = "_blank"; });
  const article = make("article", { class: "text" }, [...document.adoptNode(inert.body).childNodes]);
  const blocks = [...article.querySelectorAll("p, h2, h3, h4, pre, table, figure, li")].filter((block) => !block.parentElement.closest("p, li, table, figure, pre"));
  blocks.forEach((block) => {
    const text = block.textContent.trim();
    if (block.tagName !== "FIGURE" && text) {
      for (const { name } of credits) if (text.length < 60 && text.includes(name)) block.classList.add("credited");
      block.classList.add("kept");
      block.append(judge("gone", `AdRule("NAME", "REASON", text=r"${asPattern(text)}"),`));
    }
  });
  let at = 0;
  const starts = blocks.map((block) => { const start = at; at += block.tagName === "LI" ? block.querySelectorAll("br").length + 1 : 1; return start; });
  for (const one of [...removals].sort((a, b) => (a.at ?? 1e9) - (b.at ?? 1e9))) {
    const place = one.at === null || one.at === undefined ? -1 : starts.findIndex((start) => start >= one.at);
    const block = place < 0 ? null : blocks[place].closest("article > *") || blocks[place];
    if (block) block.before(removal(one)); else article.append(removal(one));
  }
  return article;
}
function facts(item) {
  const said = (name, value) => value !== null && value !== undefined && value !== "" && value !== false && [make("dt", {}, t(name)), make("dd", {}, value)];
  const raw = item.date_published_raw || (item.posts && item.posts[0] && item.posts[0].date_published_raw);
  return make("dl", { class: "facts" }, said("site", item.publisher && item.publisher !== item.site ? `${item.publisher} (${item.site})` : item.site), said("published", item.date_published || t("unknown")), said("raw", raw), said("basis", item.date_basis && t(item.date_basis)),
    said("captured", item.page.captured), said("source", item.source), said("original", item.original_headline), item.credits && item.credits.length > 0 && said("credits", item.credits.map(({ role, name }) => make("span", {}, make("mark", { class: "credit" }, name), ` (${t(role)}) `))),
    said("keywords", (item.keywords || []).join("、")), said("flags", item.flags.length > 0 && item.flags.map((flag) => make("span", { class: "tag doubt" }, flagName(flag)))), said("revision", item.revision > 1 && item.revision),
    item.duplicate_of && said("duplicateOf", make("a", { href: `stories.html#${item.duplicate_of}` }, item.duplicate_of)), webUrl(item.url) && said("url", make("a", { href: item.url, rel: "noreferrer noopener", target: "_blank" }, item.url)),
    said("page", make("span", {}, make("code", {}, item.page.path), " ", make("button", { class: "judge", onclick: (event) => copy(item.page.path, event.currentTarget) }, t("copyPath")))));
}
function showItem() {
  const at = Math.min(Math.max(Number(location.hash.slice(1)) || 0, 0), items.length - 1), item = items[at];
  const go = (word, number) => {
    if (number >= 0 && number < items.length) return make("a", { href: `#${number}` }, t(word));
    const part = about.part + (number < 0 ? -1 : 1);
    return part >= 1 && (number < 0 || about.more) && make("a", { href: `items-${part}.html#${number < 0 ? about.size - 1 : 0}` }, t(word));
  };
  const bodies = item.posts
    ? item.posts.map((post) => make("section", { class: "card" }, make("div", { class: "soft" }, [`${t("floor")} ${post.floor}`, post.author, post.date_published || post.date_published_raw || t("noDate")].filter(Boolean).join(" · ")),
        post.quote && make("blockquote", {}, post.quote), textOf(post.html, post.images, item.removed.filter((one) => one.floor === post.floor), post.credits)))
    : [make("section", { class: "card" }, textOf(item.html, item.images, item.removed, item.credits))];
  const apart = item.posts ? item.removed.filter((one) => !item.posts.some((post) => post.floor === one.floor)) : [];
  showHeader(go("previous", at - 1), go("next", at + 1));
  main.replaceChildren(make("section", { class: "card" }, make("h2", {}, item.headline || `(${item.id})`), facts(item)), ...bodies, ...apart.map(removal));
  document.title = item.headline || item.id;
  scrollTo(0, 0);
}

/* ---- stories: [leader id, [members]] ---- members are {id, headline, publisher, date, source, path, revision, place, text} */
const stories = view === "stories" ? data() : [];
function words(text) { return text.match(/[A-Za-z0-9]+|[^]/gu) || []; }
/** Longest common subsequence of two short lists, as marks: kept, only in a, only in b. */
function difference(a, b) {
  let start = 0, end = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const x = a.slice(start, a.length - end), y = b.slice(start, b.length - end), out = a.slice(0, start).map((word) => ["=", word]);
  if (x.length * y.length > 4e6) out.push(["-", x.join("")], ["+", y.join("")]);
  else {
    const table = Array.from({ length: x.length + 1 }, () => new Uint16Array(y.length + 1));
    for (let i = x.length - 1; i >= 0; i -= 1) for (let j = y.length - 1; j >= 0; j -= 1) table[i][j] = x[i] === y[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
    for (let i = 0, j = 0; i < x.length || j < y.length;) {
      if (i < x.length && j < y.length && x[i] === y[j]) { out.push(["=", x[i]]); i += 1; j += 1; }
      else if (j < y.length && (i === x.length || table[i][j + 1] >= table[i + 1][j])) { out.push(["+", y[j]]); j += 1; }
      else { out.push(["-", x[i]]); i += 1; }
    }
  }
  return out.concat(a.slice(a.length - end).map((word) => ["=", word]));
}
function marked(a, b) {
  const runs = [];
  for (const [mark, word] of difference(words(a), words(b))) {
    if (runs.length && runs.at(-1)[0] === mark) runs.at(-1)[1] += word; else runs.push([mark, word]);
  }
  return runs.map(([mark, run]) => (mark === "=" ? run : mark === "+" ? make("ins", {}, run) : make("del", { class: "word" }, run)));
}
const alike = (a, b) => { const pairs = (text) => new Set([...Array(Math.max(text.length - 1, 0)).keys()].map((at) => text.slice(at, at + 2))); const x = pairs(a), y = pairs(b); let both = 0; x.forEach((pair) => { both += y.has(pair); }); return both / Math.max(x.size + y.size - both, 1); };
/** Paragraph by paragraph: those that are the same or alike stand beside each other, in their order. */
function compared(one, other) {
  const a = one.split("\n\n"), b = other.split("\n\n"), out = [];
  let j = 0;
  for (const paragraph of a) {
    let best = -1, most = 0.3;
    for (let k = j; k < b.length && k < j + 12; k += 1) { const share = paragraph === b[k] ? 2 : alike(paragraph, b[k]); if (share > most) { best = k; most = share; } if (share === 2) break; }
    if (best < 0) { out.push(make("p", {}, make("del", { class: "word" }, paragraph))); continue; }
    for (; j < best; j += 1) out.push(make("p", {}, make("ins", {}, b[j])));
    out.push(make("p", most === 2 ? { class: "soft" } : {}, most === 2 ? paragraph : marked(paragraph, b[best])));
    j = best + 1;
  }
  for (; j < b.length; j += 1) out.push(make("p", {}, make("ins", {}, b[j])));
  return out;
}
function showStories() {
  const wanted = location.hash.slice(1), part = about.part > 1 ? 1 : about.where[wanted];
  const story = stories.find(([id]) => id === wanted);
  showHeader(parts("stories"));
  if (wanted && !story && part && part !== about.part) { location.replace(`${partName("stories", part)}#${wanted}`); return; }
  if (!story) {
    main.replaceChildren(...stories.map(([id, members]) => make("section", { class: "card story" }, make("h2", {}, make("a", { href: `#${id}` }, members[0].headline || id)), make("div", { class: "soft" }, `${members.length} · ${[...new Set(members.map((one) => one.publisher))].slice(0, 12).join("、")}`))), stories.length ? "" : t("nothing"));
    return;
  }
  const [id, members] = story, first = members.find((one) => one.id === id && one.revision === 1) || members[0];
  const shown = make("div", {});
  const choose = (member) => { shown.replaceChildren(make("section", { class: "card" }, make("h2", {}, `${first.publisher} → ${member.publisher}`), first.text === member.text ? make("p", { class: "soft" }, t("same")) : compared(first.text, member.text))); };
  main.replaceChildren(make("section", { class: "card" }, make("h2", {}, first.headline || id), make("ol", { class: "members" }, members.map((member) => make("li", {},
    `${member.date || t("noDate")} · ${member.publisher}${member.source ? ` · ${t("source")} ${member.source}` : ""}${member.revision > 1 ? ` · ${t("revision")} ${member.revision}` : ""} `,
    make("a", { href: link(member.place) }, member.headline || member.id), " ", member !== first && make("button", { class: "judge", onclick: () => choose(member) }, t("compare")))))), shown);
  const other = members.find((one) => one !== first);
  if (other) choose(other);
}

function show() {
  if (view === "items") showItem();
  else if (view === "stories") showStories();
  else { showHeader(parts(view)); if (view === "index") showIndex(); else showRemoved(); }
}
if (view === "texts") parent.postMessage(data(), "*");
else { addEventListener("hashchange", show); show(); }
