"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useRouter } from "@/i18n/navigation";
import type { Place, SaleEventStatus } from "@/server/waiting-room/schemas";
import { waitingStep } from "./waiting-steps";

/** After a failure the page asks again later, and later still. */
const RELOAD_SECONDS = 10;
const RETRY_SECONDS = [5, 10, 20, 40, 60];

/**
 * Follows a waiting room by its public answer: the same for all and without cookies, so that a cache may give it. When it
 * is one's turn, or the lottery is drawn, the page is read again from the server.
 */
export function useWaitingRoom(first: SaleEventStatus, place: Place): SaleEventStatus {
  const [status, setStatus] = useState(first);
  const router = useRouter();
  const read = useEffectEvent(async (signal: AbortSignal): Promise<SaleEventStatus> => {
    const response = await fetch(`/api/v1/waiting-rooms/${first.id}`, { credentials: "omit", signal });
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  });
  const show = useEffectEvent((found: SaleEventStatus) => setStatus(found));
  const reload = useEffectEvent(() => router.refresh());
  useEffect(() => {
    const share = Math.random();
    const leaving = new AbortController();
    let failures = 0;
    let timer: ReturnType<typeof setTimeout>;
    const follow = (found: SaleEventStatus) => {
      const step = waitingStep(found, place, share);
      timer = setTimeout(step.reload ? again : ask, step.seconds * 1_000);
    };
    // The server's page replaces this one; if it did not, the page goes on asking.
    const again = () => {
      reload();
      timer = setTimeout(ask, RELOAD_SECONDS * 1_000);
    };
    const ask = () =>
      read(leaving.signal).then(
        (found) => {
          failures = 0;
          show(found);
          follow(found);
        },
        () => {
          if (leaving.signal.aborted) return;
          const seconds = RETRY_SECONDS[Math.min(failures, RETRY_SECONDS.length - 1)] ?? 60;
          failures += 1;
          timer = setTimeout(ask, seconds * 1_000);
        },
      );
    follow(first);
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, [first, place]);
  // What the server drew last is newer than an answer of before.
  return status.now >= first.now ? status : first;
}

const SPOKEN_EVERY_MS = 60_000;

/** The sentence for screen readers: the first one, then a new one once a minute at most. */
export function useSpokenPlace(sentence: string): string {
  const [spoken, setSpoken] = useState("");
  const last = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    if (performance.now() - last.current < SPOKEN_EVERY_MS) return;
    last.current = performance.now();
    setSpoken(sentence);
  }, [sentence]);
  return spoken;
}
