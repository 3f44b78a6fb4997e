"use client";

import { useSyncExternalStore } from "react";
import { lastAnnouncement, noAnnouncement, watchAnnouncements } from "./announcer-store";

/**
 * Where `announce` speaks. It stays in the page while its parts come and go: a live region that leaves the page with its words
 * is not read. Once per document, in the root layout.
 */
export function Announcer() {
  const { id, text } = useSyncExternalStore(watchAnnouncements, lastAnnouncement, noAnnouncement);
  return (
    <div role="status" data-announcer className="sr-only">
      {text && <p key={id}>{text}</p>}
    </div>
  );
}
