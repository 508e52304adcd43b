"use strict";
const WORDS = {
  en: { items: "Items", removed: "Taken out", stories: "Stories", search: "Search headlines and texts", all: "all", site: "site", flag: "flag", rule: "rule", type: "type", newest: "newest first", oldest: "oldest first", most: "most taken out first", inOrder: "in the order of the run", shown: "shown", of: "of", more: "Show more", loading: "reading texts…", by: "by", source: "source", published: "published", raw: "as printed", basis: "date from", captured: "saved", page: "page", url: "address", credits: "credits", revision: "revision", flags: "flags", previous: "Previous", next: "Next", back: "All items", removedWhy: "taken out by", score: "score", wrong: "should stay", gone: "should go", copied: "Copied. Paste it into the site's rules or a golden.", picture: "Show picture", seen: "seen as", duplicateOf: "a copy of", copies: "copies", noDate: "no date", noText: "without text", generic: "site without a file", duplicate: "duplicate", revised: "revision", doubtful: "doubtful removal", floor: "floor", quote: "quotes", times: "times", onlyHere: "only here", same: "the same text", members: "printed by", compare: "compared with", nothing: "Nothing here.", otherPage: "part", unknown: "unknown", keywords: "keywords", original: "original headline", copyPath: "Copy path", unseen: "is not in this feed" },
  zh: { items: "条目", removed: "删去的内容", stories: "同一篇稿件", search: "在标题和正文中搜索", all: "全部", site: "站点", flag: "标记", rule: "规则", type: "类型", newest: "新的在前", oldest: "旧的在前", most: "删得多的在前", inOrder: "按运行顺序", shown: "条", of: "/ 共", more: "显示更多", loading: "正在读取正文…", by: "作者", source: "来源", published: "发布时间", raw: "原文时间", basis: "时间依据", captured: "保存时间", page: "页面", url: "网址", credits: "署名", revision: "修订", flags: "标记", previous: "上一条", next: "下一条", back: "全部条目", removedWhy: "删去，规则", score: "把握", wrong: "不该删", gone: "该删", copied: "已复制，可粘贴到站点规则或样例里。", picture: "显示图片", seen: "曾用网址", duplicateOf: "重复稿，原稿", copies: "份重复", noDate: "无时间", noText: "无正文", generic: "没有站点文件", duplicate: "重复", revised: "修订版", doubtful: "删除存疑", floor: "楼", quote: "引用", times: "次", onlyHere: "仅此处有", same: "正文相同", members: "刊登", compare: "对照", nothing: "没有内容。", otherPage: "部分", unknown: "未知", keywords: "关键词", original: "原标题", copyPath: "复制路径", unseen: "不在本次结果里" },
};
const FLAGS = { "no-text": "noText", "no-date": "noDate", "generic-site": "generic", duplicate: "duplicate", revision: "revised", "doubtful-removal": "doubtful" };
const DOUBT = 0.9, AT_ONCE = 60;
const about = JSON.parse(document.getElementById("about").textContent);
const view = document.body.dataset.view;
const main = document.querySelector("main"), header = document.querySelector("header");
let language = "en";
try { language = localStorage.getItem("review-language") || ""; } catch { language = ""; }
if (!WORDS[language]) language = (navigator.language || "").startsWith("zh") ? "zh" : "en";
const t = (word) => WORDS[language][word] || word;

/** An element: attributes, and children that are elements or texts. Nothing is ever read as markup. */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}
const data = () => JSON.parse(document.getElementById("data").textContent);
const flagName = (flag) => t(FLAGS[flag] || flag);
const webUrl = (url) => (/^https?:\/\//i.test(url || "") ? url : null);
const option = (value, label) => make("option", { value }, label);

function showHeader(...more) {
  document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
  header.replaceChildren(
    make("h1", {}, about.title),
    make("nav", {}, make("a", { href: "index.html" }, t("items")), make("a", { href: "removed.html" }, t("removed")),
      make("a", { href: "stories.html" }, t("stories")), more),
    make("button", { id: "language", onclick: () => {
      language = language === "zh" ? "en" : "zh";
      try { localStorage.setItem("review-language", language); } catch { /* it is for this page only then */ }
      show();
    } }, language === "zh" ? "English" : "中文"),
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

/* ---- index: rows are [id, type, headline, site, date, basis, picture, flags, {rule: count}, duplicate of, revision, place, chars] ---- */
const rows = view === "index" || view === "removed" ? data() : [];
const texts = new Map();
let asked = false, pending = 0, filter = null;
const link = (place) => `items-${place[0]}.html#${place[1]}`;
const removedIn = (row) => Object.values(row[8]).reduce((sum, count) => sum + count, 0);

window.addEventListener("message", (event) => {
  const frame = [...document.querySelectorAll("iframe")].find((one) => one.contentWindow === event.source);
  if (!frame || !Array.isArray(event.data)) return;
  event.data.forEach((text, at) => texts.set(Number(frame.dataset.first) + at, text));
  pending -= 1; frame.remove();
  if (filter) filter();
});
function askForTexts() {
  if (asked) return;
  asked = true;
  pending = about.texts.length;
  about.texts.forEach(([name, first]) => document.body.append(make("iframe", { src: name, "data-first": first })));
}
function showIndex() {
  const counts = (values) => [...values.reduce((all, value) => all.set(value, (all.get(value) || 0) + 1), new Map())].sort((a, b) => b[1] - a[1]);
  const copies = new Map(counts(rows.map((row) => row[9]).filter(Boolean)));
  const choose = (name, values, label = (value) => value) => make("select", { id: name, "aria-label": t(name), onchange: () => filter() },
    option("", `${t(name)}: ${t("all")}`), values.map(([value, count]) => option(value, `${label(value)} (${count})`)));
  const search = make("input", { id: "search", type: "search", placeholder: t("search"), "aria-label": t("search"), onfocus: askForTexts, oninput: () => filter() });
  const site = choose("site", counts(rows.map((row) => row[3]))), flag = choose("flag", counts(rows.flatMap((row) => row[7])), flagName);
  const rule = choose("rule", counts(rows.flatMap((row) => Object.keys(row[8])))), type = choose("type", counts(rows.map((row) => row[1])));
  const order = make("select", { id: "order", onchange: () => filter() }, ["inOrder", "newest", "oldest", "most"].map((word) => option(word, t(word))));
  const count = make("p", { class: "soft", id: "count", "aria-live": "polite" }), list = make("div", { id: "list" });
  let found = [], drawn = 0;
  const more = make("button", { id: "more", onclick: () => draw() }, t("more"));
  const draw = () => {
    list.append(...found.slice(drawn, drawn + AT_ONCE).map((row) => indexRow(row, copies)));
    drawn += AT_ONCE;
    more.hidden = drawn >= found.length;
  };
  filter = () => {
    const words = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length) askForTexts();
    found = rows.filter((row, at) => (!site.value || row[3] === site.value) && (!flag.value || row[7].includes(flag.value)) &&
      (!rule.value || rule.value in row[8]) && (!type.value || row[1] === type.value) &&
      words.every((word) => row[2].toLowerCase().includes(word) || (texts.get(at) || "").includes(word)));
    const by = { newest: (a, b) => (b[4] || "").localeCompare(a[4] || ""), oldest: (a, b) => (a[4] || "9").localeCompare(b[4] || "9"), most: (a, b) => removedIn(b) - removedIn(a) }[order.value];
    if (by) found.sort(by);
    list.replaceChildren(); drawn = 0; draw();
    count.textContent = `${found.length} ${t("of")} ${rows.length}${pending && words.length ? ` · ${t("loading")}` : ""}`;
  };
  main.replaceChildren(make("div", { class: "bar" }, search, site, type, flag, rule, order), count, list, more);
  filter();
}
function indexRow(row, copies) {
  const [id, , headline, site, date, basis, picture, flags, , duplicate, revision, place] = row;
  return make("section", { class: "card row", "data-id": id },
    make("div", {}, make("h2", {}, make("a", { href: link(place) }, headline || `(${id})`)),
      make("div", { class: "soft" }, `${site} · ${date ? `${date.slice(0, 16).replace("T", " ")} (${basis})` : t("noDate")}`),
      make("div", {}, flags.map((flag) => make("span", { class: `tag ${flag === "generic-site" ? "" : "doubt"}` }, flagName(flag))),
        copies.has(id) && make("a", { class: "tag", href: `stories.html#${id}` }, `${copies.get(id)} ${t("copies")}`),
        duplicate && make("a", { class: "tag", href: `stories.html#${duplicate}` }, `${t("duplicateOf")} ${duplicate}`), revision > 1 && make("span", { class: "tag" }, `${t("revision")} ${revision}`))),
    make("div", { class: "soft" }, `${t("removed")}: ${removedIn(row)}`, picture && make("div", {}, pictureButton({ url: picture, file: about.images ? row[13] : null }))));
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
  const values = (name) => [...new Set(all.map((one) => one[name]))].sort();
  const choose = (name) => make("select", { id: name, onchange: () => filter() }, option("", `${t(name)}: ${t("all")}`), values(name).map((value) => option(value, value)));
  const site = choose("site"), rule = choose("rule"), count = make("p", { class: "soft", id: "count" }), list = make("div", { id: "list" });
  const search = make("input", { id: "search", type: "search", placeholder: t("search"), oninput: () => filter() });
  filter = () => {
    const found = all.filter((one) => (!site.value || one.site === site.value) && (!rule.value || one.rule === rule.value) && one.text.includes(search.value.trim()));
    count.textContent = `${found.reduce((sum, one) => sum + one.times, 0)} ${t("of")} ${rows.length}`;
    list.replaceChildren(...found.slice(0, 500).map((one) => make("section", { class: "card" }, removal(one), make("div", { class: "soft" }, make("a", { href: link(one.place) }, one.site), ` · ${one.times} ${t("times")}`))));
  };
  main.replaceChildren(make("div", { class: "bar" }, search, site, rule), count, list);
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
function pictureButton(image) {
  const source = about.images && image.file ? about.images + image.file.split("/").map(encodeURIComponent).join("/") : webUrl(image.url);
  if (!source) return make("span", { class: "picture" }, image.url || "");
  const element = () => make("img", { src: source, alt: image.alt || "", loading: "lazy" });
  if (about.images && image.file) return element();
  return make("button", { class: "picture", title: image.url, onclick: (event) => event.currentTarget.replaceWith(element()) }, `${t("picture")}: ${image.url.replace(/^https?:\/\//, "").slice(0, 60)}`);
}
/** The elements of clean HTML, with pictures that nobody asked for yet. Read where nothing runs or loads. */
function textOf(html, images, removals, credits) {
  const inert = new DOMParser().parseFromString(html, "text/html");
  const known = new Map(images.map((image) => [image.url, image]));
  inert.querySelectorAll("img").forEach((img) => {
    const image = known.get(img.getAttribute("src")) || { url: img.getAttribute("src") };
    img.replaceWith(pictureButton(image), image.seen_as && image.seen_as.length > 1 ? make("div", { class: "picture" }, `${t("seen")}: ${image.seen_as.join(" · ")}`) : "");
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
  return make("dl", { class: "facts" }, said("site", `${item.publisher || ""} ${item.site}`.trim()), said("published", item.date_published || t("unknown")), said("raw", raw), said("basis", item.date_basis),
    said("captured", item.page.captured), said("source", item.source), said("original", item.original_headline), item.credits && item.credits.length > 0 && said("credits", item.credits.map(({ role, name }) => make("span", {}, make("mark", { class: "credit" }, name), ` (${role}) `))),
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
    ? item.posts.map((post) => make("section", { class: "card" }, make("div", { class: "soft" }, `${t("floor")} ${post.floor} · ${post.author || ""} · ${post.date_published || post.date_published_raw || t("noDate")}`),
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
    main.replaceChildren(...stories.map(([id, members]) => make("section", { class: "card" }, make("h2", {}, make("a", { href: `#${id}` }, members[0].headline || id)), make("div", { class: "soft" }, `${members.length} · ${[...new Set(members.map((one) => one.publisher))].slice(0, 12).join("、")}`))), stories.length ? "" : t("nothing"));
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
