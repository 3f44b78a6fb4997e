"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { Answer } from "@/components/forms/refusal";

type Page<T> = { items: T[]; nextCursor: string | null };

/** The page of a list that a server action returns. @throws Error on a refusal: the list then offers a retry. */
export async function pageOfAction<T>(asked: Promise<Answer<T>>): Promise<T> {
  const answer = await asked;
  if (answer.ok) return answer.data;
  throw new Error(answer.code);
}

/** The list loads this many pages without a press. Then it waits for the button, so that the footer can be reached. */
const AUTOMATIC_PAGES = 5;

/**
 * A list in keyset pages. The server prefetches the first page under `queryKey`; the browser loads the next ones by
 * the button, or by itself when the end of the list, `endRef`, comes into sight.
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
  const loadsItself = hasNextPage && !isFetchingNextPage && !isFetchNextPageError && loaded < AUTOMATIC_PAGES;
  useEffect(() => {
    const end = endRef.current;
    if (!end || !loadsItself) return;
    const watcher = new IntersectionObserver(([seen]) => {
      if (seen?.isIntersecting) void fetchNextPage();
    });
    watcher.observe(end);
    return () => watcher.disconnect();
  }, [loadsItself, fetchNextPage]);
  return {
    items: query.data?.pages.flatMap((page) => page.items) ?? [],
    nextCursor: query.data?.pages.at(-1)?.nextCursor ?? null,
    loading: isFetchingNextPage,
    failed: isFetchNextPageError,
    more: () => void fetchNextPage(),
    endRef,
  };
}
