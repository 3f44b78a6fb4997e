"use client";

import { useEffect } from "react";

/**
 * Makes the glyphs known that no text of the site has: people's names and notes may have them. The list comes after
 * everything else of the page; the browser then loads only files of glyphs that it meets.
 */
export function RareGlyphs() {
  useEffect(() => {
    // Without the list such a glyph is drawn in a font of the system.
    const load = () => void import("./rare.css").catch(() => {});
    if (document.readyState === "complete") {
      load();
      return;
    }
    addEventListener("load", load, { once: true });
    return () => removeEventListener("load", load);
  }, []);
  return null;
}
