"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { getJson } from "@/components/query/get-json";
import { useRouter } from "@/i18n/navigation";

const POLL_MS = 2_000;

async function fetchState(reservationId: string, session: string | undefined): Promise<string> {
  const query = session ? `?${new URLSearchParams({ session })}` : "";
  const path = `/api/pages/reservations/${reservationId}/payment${query}`;
  return (await getJson<{ state: string }>(path)).state;
}

/** Asks for the state of a payment until it differs from the page; then renders the page afresh. */
export function PaymentWatch({
  reservationId,
  session,
  state,
}: {
  reservationId: string;
  session: string | undefined;
  /** The state that the page shows. */
  state: string;
}) {
  const router = useRouter();
  const { data } = useQuery({
    queryKey: ["payment", reservationId, session],
    queryFn: () => fetchState(reservationId, session),
    refetchInterval: POLL_MS,
  });
  useEffect(() => {
    if (data !== undefined && data !== state) router.refresh();
  }, [data, state, router]);
  return null;
}
