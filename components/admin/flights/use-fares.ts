"use client";

import { useState } from "react";
import type { FareRow } from "./fare-fields";
import { problemFields, useFareProposal } from "./use-route-data";

/** The fares of a form: those proposed for the route, until they are edited. A new route brings new ones. */
export function useFares(route: { origin: string; destination: string; aircraftType: string }) {
  const proposal = useFareProposal(route);
  const key = `${route.origin}-${route.destination}-${route.aircraftType}`;
  const [edited, setEdited] = useState<{ key: string; rows: FareRow[] }>({ key: "", rows: [] });
  const proposed: FareRow[] = (proposal.data?.fares ?? []).map((fare) => ({
    ...fare,
    amount: String(fare.amount),
    unitLimit: String(fare.unitLimit),
  }));
  return {
    rows: edited.key === key ? edited.rows : proposed,
    change: (rows: FareRow[]) => setEdited({ key, rows }),
    usual: proposal.data,
    /** True while the route is being looked up: the form is not complete yet. */
    looking: proposal.isFetching,
    routeErrors: problemFields(proposal.error),
  };
}
