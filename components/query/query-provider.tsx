"use client";

import {
  type DehydratedState,
  HydrationBoundary,
  QueryClient,
  QueryClientProvider,
} from "@tanstack/react-query";
import { type ReactNode, useState } from "react";

let ofBrowser: QueryClient | undefined;

/** Prefetched answers are not requested again for 2 seconds. */
const newClient = () => new QueryClient({ defaultOptions: { queries: { staleTime: 2_000, retry: 1 } } });

/** The server answers many people at once: there each provider has a client of its own. */
const clientOfHere = () => {
  if (typeof window === "undefined") return newClient();
  ofBrowser ??= newClient();
  return ofBrowser;
};

/**
 * For data that stays live in the browser. Around the part of a page that needs it, so that other pages do not load its
 * script. All providers of a browser share what they know. `state`: what the server has prefetched.
 */
export function QueryProvider({ state, children }: { state?: DehydratedState; children: ReactNode }) {
  const [client] = useState(clientOfHere);
  return (
    <QueryClientProvider client={client}>
      <HydrationBoundary state={state}>{children}</HydrationBoundary>
    </QueryClientProvider>
  );
}
