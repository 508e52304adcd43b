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
const webUrl = (url) => (/^https?:\/\//i.test(url || "") ? url : null);
/** A picture that nobody asked for yet: a button with its address. A click loads it, and tells its server no more than that. */
function pictureButton(url, alt, label = `${t("picture")}: ${url.replace(/^https?:\/\//i, "").slice(0, 60)}`) {
  if (!webUrl(url)) return make("span", { class: "picture" }, url || "");
  return make("button", { class: "picture", type: "button", title: url, onclick: (event) =>
    event.currentTarget.replaceWith(make("img", { src: url, alt: alt || "", referrerpolicy: "no-referrer" })) }, label);
}
