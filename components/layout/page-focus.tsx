"use client";

import { useEffect } from "react";
import { type Shown, whatToFocus } from "./page-focus-rules";

/** What the page showed when it was last looked at. It outlives the layout, which a change of language mounts anew. */
let known: Shown | null = null;
/** The heading that has got the focus last: React may put another one in its place. */
let focused: Element | null = null;

const headingOf = () => document.querySelector<HTMLElement>("main h1");

function look(): void {
  const heading = headingOf();
  if (!heading) return;
  const { pathname, search, hash } = location;
  const active = document.activeElement;
  const shown = { path: pathname, query: search, heading: heading.textContent };
  const what = whatToFocus(known, shown, {
    hasHash: hash !== "",
    isFocusLost: active === null || active === document.body,
    isHeadingReplaced: focused !== null && !focused.isConnected,
  });
  const isSamePath = known?.path === shown.path;
  known = shown;
  // Another page that keeps the focus where its address points to: the old heading is nobody's any more.
  if (what === "nothing" && !isSamePath) focused = null;
  if (what === "nothing") return;
  heading.tabIndex = -1;
  // Next scrolls to the top of another page, and back to where one was: only a page that stays is scrolled here.
  heading.focus({ preventScroll: true });
  if (isSamePath && what === "heading") heading.scrollIntoView({ block: "nearest" });
  focused = heading;
}

/**
 * Moves the focus to the heading of a page that a link, form or refresh in the browser has brought. It is the one place that
 * does. Screen readers then say where one is, and the next press of the Tab key goes on from there. See
 * `page-focus-rules.ts` for when. Once per document, in the root layout.
 */
export function PageFocus() {
  useEffect(() => {
    look();
    // Not an effect of the path: a page also changes by a refresh, and the layout does not learn of it.
    const observer = new MutationObserver(look);
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    return () => observer.disconnect();
  }, []);
  return null;
}
