"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { getJson } from "@/components/query/get-json";
import { QueryProvider } from "@/components/query/query-provider";
import { useRouter } from "@/i18n/navigation";

const POLL_MS = 2_000;

type Watched = { reservationId: string; changeId?: string; session: string | undefined };

type Props = Watched & {
  /** The state that the page shows. */
  state: string;
};

async function fetchState({ reservationId, changeId, session }: Watched): Promise<string> {
  const query = new URLSearchParams({ ...(session && { session }), ...(changeId && { change: changeId }) });
  const path = changeId
    ? `/api/pages/reservations/${reservationId}/change-payment`
    : `/api/pages/reservations/${reservationId}/payment`;
  return (await getJson<{ state: string }>(`${path}?${query}`)).state;
}

/**
 * Asks for the state of a payment until it differs from the page; then renders the page afresh. With a `changeId` it is the
 * payment of a change of flights.
 */
export function PaymentWatch(props: Props) {
  return (
    <QueryProvider>
      <Watch {...props} />
    </QueryProvider>
  );
}

function Watch({ state, ...watched }: Props) {
  const router = useRouter();
  const { data } = useQuery({
    queryKey: ["payment", watched],
    queryFn: () => fetchState(watched),
    refetchInterval: POLL_MS,
  });
  useEffect(() => {
    if (data !== undefined && data !== state) router.refresh();
  }, [data, state, router]);
  return null;
}
