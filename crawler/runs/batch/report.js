/* The report's own script: its words are in both languages already, so it marks which is shown; pictures are loaded on a click. */
const names = { en: document.title, zh: document.body.dataset.title };
function show() {
  document.title = names[language];
  document.querySelectorAll("[data-picture]:not(:has(img))").forEach((place) => place.replaceChildren(pictureButton(place.dataset.picture, "", t("picture"))));
}
document.getElementById("switch").append(languageButton(show));
show();
