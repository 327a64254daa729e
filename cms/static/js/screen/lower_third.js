// Builds the lower third of a launch. Twin of templates/screen/_lower_third.html and screen_tags.py.

import { country, isolated, make, said } from "./slate.js";

const HALL = ["en", "zh-hans"]; // the hall's two languages, where none is asked for
const TAGS = { "zh-hans": "zh-Hans", "zh-hant": "zh-Hant" };

// As best_language in launches/queries/render.py.
function best(languages, wanted) {
  const kin = (code) => code.split("-")[0] === wanted.split("-")[0];
  return languages.find((code) => code === wanted) ?? languages.find(kin) ?? languages.find((code) => code === "en") ?? languages[0];
}

function line(launch, language) {
  const words = said(launch, language);
  if (!words) return [];
  const made = make("p", "lower-third__said", "", { lang: TAGS[language] || language });
  made.append(isolated(words));
  return [made];
}

export function lowerThird(launch, language) {
  const article = make("article", `lower-third theme-${Number(launch.theme.hue)}`, "", { "data-slate": "" });
  const names = make("div", "lower-third__names");
  const product = make("h1", "lower-third__product", "", { dir: "auto" });
  product.append(isolated(launch.product));
  if (launch.product_native) product.append(" ", make("bdi", "lower-third__native", launch.product_native));
  const company = make("p", "lower-third__company");
  company.append(isolated(launch.company.name));
  if (launch.company.name_native) company.append(" ", isolated(launch.company.name_native));
  if (launch.company.country) company.append(" ", make("span", "lower-third__country", country(launch.company.country)));
  names.append(product, company);
  article.append(names);
  for (const code of language ? [best(Object.keys(launch.texts), language)] : HALL) article.append(...line(launch, code));
  return article;
}
