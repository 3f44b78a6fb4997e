"use client";

import { useState } from "react";

/** The nonce of the document. Its policy knows no other, but each refresh of the layout comes with a new one. */
let ofDocument: string | undefined;

/** Tells React Aria the nonce for the few styles that it adds at run time. It stays what it was when the document loaded. */
export function CspNonce({ nonce }: { nonce: string | undefined }) {
  const [kept] = useState(() => {
    // The server answers many documents.
    if (typeof window === "undefined") return nonce;
    ofDocument ??= nonce;
    return ofDocument;
  });
  return <meta name="csp-nonce" content="" nonce={kept} suppressHydrationWarning />;
}
