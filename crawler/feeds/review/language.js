/* The language is that of the browser until somebody switches it, which holds for all of our pages. */
const LANGUAGES = { en: { tag: "en", other: "中文" }, zh: { tag: "zh-Hans", other: "English" } };
const WORDS = { en: { picture: "Show picture" }, zh: { picture: "显示图片" } };
let language = "";
try { language = localStorage.getItem("review-language") || ""; } catch { /* where nothing may be stored */ }
if (!Object.hasOwn(LANGUAGES, language)) language = (navigator.language || "").startsWith("zh") ? "zh" : "en";
const t = (word) => WORDS[language][word] || word;
const markLanguage = () => { document.documentElement.lang = LANGUAGES[language].tag; };
/** A button that switches to the other language, and has ``show`` show everything in it. */
function languageButton(show) {
  const button = make("button", { id: "language", type: "button", lang: LANGUAGES[language === "zh" ? "en" : "zh"].tag, onclick: () => {
    language = language === "zh" ? "en" : "zh";
    try { localStorage.setItem("review-language", language); } catch { /* it is for this page only then */ }
    button.textContent = LANGUAGES[language].other;
    button.lang = LANGUAGES[language === "zh" ? "en" : "zh"].tag;
    markLanguage();
    show();
  } }, LANGUAGES[language].other);
  markLanguage();
  return button;
}
