import { preload } from "react-dom";
import type { Locale } from "@/server/shared/airline";
import english from "./air-en.woff2";
import korean from "./air-ko.woff2";
import "./fallback.css";
import "./site.css";

const files = { ko: korean, en: english } as const satisfies Record<Locale, string>;

/** Asks the browser for the one font of a language while it still reads the head. Called while a page is drawn. */
export function preloadSiteFont(locale: Locale): void {
  preload(files[locale], { as: "font", type: "font/woff2", crossOrigin: "anonymous" });
}
