"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

type Page<T> = { items: T[]; nextCursor: string | null };

/** After so many pages the list waits for the button, so that the end of the page can be reached. */
const pagesByItself = 5;

/**
 * A keyset listing that the server has begun (prefetched under `queryKey`) and the browser goes on
 * with: by the button, or by itself once the end of the list, `endRef`, comes into sight.
 */
export function useEndless<T>(
  queryKey: readonly unknown[],
  start: string | null,
  load: (cursor: string | null) => Promise<Page<T>>,
) {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => load(pageParam),
    initialPageParam: start,
    getNextPageParam: (last: Page<T>) => last.nextCursor,
    staleTime: 30_000,
  });
  const endRef = useRef<HTMLDivElement>(null);
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  const loaded = query.data?.pages.length ?? 0;
  const mayGoOn = hasNextPage && !isFetchingNextPage && !isFetchNextPageError && loaded < pagesByItself;
  useEffect(() => {
    const end = endRef.current;
    if (!end || !mayGoOn) return;
    const watcher = new IntersectionObserver(([seen]) => {
      if (seen?.isIntersecting) void fetchNextPage();
    });
    watcher.observe(end);
    return () => watcher.disconnect();
  }, [mayGoOn, fetchNextPage]);
  return {
    items: query.data?.pages.flatMap((page) => page.items) ?? [],
    nextCursor: query.data?.pages.at(-1)?.nextCursor ?? null,
    loading: isFetchingNextPage,
    failed: isFetchNextPageError,
    more: () => void fetchNextPage(),
    endRef,
  };
}
