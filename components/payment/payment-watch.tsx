"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useRouter } from "@/i18n/navigation";

const POLL_MS = 2_000;

async function fetchState(reservationId: string, session: string | undefined): Promise<string> {
  const query = session ? `?${new URLSearchParams({ session })}` : "";
  const response = await fetch(`/api/v1/reservations/${reservationId}/payment${query}`);
  if (!response.ok) throw new Error(`payment state: ${response.status}`);
  const { state } = (await response.json()) as { state: string };
  return state;
}

/** Asks what has become of a payment until it is decided; the page is then drawn afresh. */
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
