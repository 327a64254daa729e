// Builds the slate of a launch. Twin of templates/screen/slate.html and screen_tags.py.

const FORMATS = ["avif", "webp", "jpeg", "png"];

export function make(tag, className, text, attributes = {}) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

export function isolated(text) {
  return make("bdi", "", text);
}

export function heroOf(launch) {
  for (const material of launch.materials) {
    for (const role of ["stage", "press"]) {
      const found = material.renditions.filter((row) => row.role === role);
      if (found.length) return { alt: material.alt, found };
    }
  }
  return null;
}

function picture(launch) {
  const hero = heroOf(launch);
  if (!hero) return null;
  const by = new Map(hero.found.map((row) => [row.format, row]));
  const best = by.get("jpeg") || by.get("png") || hero.found[0];
  const box = make("picture", "slate__picture");
  for (const format of FORMATS) {
    const row = by.get(format);
    if (row && row !== best) box.append(make("source", "", "", { type: `image/${format}`, srcset: row.href }));
  }
  box.append(make("img", "", "", { src: best.href, alt: hero.alt, width: 1920, height: 1080 }));
  return box;
}

function size(text) {
  let width = 0;
  for (const sign of text) width += sign.codePointAt(0) > 0x2e7f ? 2 : 1;
  if (width > 44) return "slate__product--small";
  return width > 22 ? "slate__product--medium" : "";
}

export function said(launch, language) {
  const words = launch.texts[language] || {};
  return words.tagline || words.headline || "";
}

// The name of a country in the page's language; the code where unknown.
export function country(code) {
  try {
    return new Intl.DisplayNames([document.documentElement.lang], { type: "region" }).of(code);
  } catch {
    return code;
  }
}

export function slate(launch) {
  const article = make("article", `slate theme-${Number(launch.theme.hue)}`, "", { "data-slate": "" });
  const shown = picture(launch);
  if (shown) article.append(shown);
  const words = make("div", "slate__words");
  const theme = make("p", "slate__theme", launch.theme.name.en);
  const chinese = launch.theme.name["zh-hans"];
  if (chinese && chinese !== launch.theme.name.en) theme.append(" ", make("span", "", chinese, { lang: "zh-Hans" }));
  const product = make("h1", `slate__product ${size(launch.product)}`, "", { dir: "auto" });
  product.append(isolated(launch.product));
  words.append(theme, product);
  if (launch.product_native) {
    const native = make("p", "slate__native", "", { dir: "auto" });
    native.append(isolated(launch.product_native));
    words.append(native);
  }
  if (said(launch, "en")) words.append(make("p", "slate__tagline", said(launch, "en"), { lang: "en" }));
  if (said(launch, "zh-hans")) {
    words.append(make("p", "slate__tagline slate__tagline--zh", said(launch, "zh-hans"), { lang: "zh-Hans" }));
  }
  const company = make("p", "slate__company");
  company.append(isolated(launch.company.name));
  if (launch.company.name_native) company.append(" ", isolated(launch.company.name_native));
  if (launch.company.country) company.append(" ", make("span", "slate__country", country(launch.company.country)));
  words.append(company);
  article.append(words);
  return article;
}
