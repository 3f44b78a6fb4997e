"use client";

import { useQuery } from "@tanstack/react-query";
import { getJson, Problem } from "@/components/query/get-json";

type ProposedFare = { brand: string; cabin: string; amount: number; unitLimit: number };
type Proposal = { distanceMiles: number; blockMinutes: number; fares: ProposedFare[] };
type Route = { origin: string; destination: string; aircraftType: string };

const retryOutages = (failures: number, error: Error) => failures < 2 && !(error instanceof Problem);

/** Distance, usual flying time and proposed fares of a route. Asks once origin, destination and aircraft are chosen. */
export function useFareProposal(route: Route) {
  const complete = Boolean(route.origin && route.destination && route.aircraftType);
  return useQuery({
    queryKey: ["fare-proposal", route],
    queryFn: ({ signal }) =>
      getJson<Proposal>(`/api/pages/admin/fare-proposal?${new URLSearchParams(route)}`, signal),
    enabled: complete,
    staleTime: 60_000,
    retry: retryOutages,
  });
}

export type DerivedTimes = {
  departsAt: string;
  arrivesAt: string;
  arrivalTime: string;
  arrivalDayOffset: number;
  blockMinutes: number;
  clockChange: boolean;
  /** What has to be confirmed when the flight is registered, by field. */
  unusual: Record<string, string>;
  originZone: string;
  destinationZone: string;
};

/** When a flight with these local times arrives. Without an arrival time, the usual time of the route counts. */
export function useFlightTimes(
  times: Route & { departureDate: string; departureTime: string; arrivalTime?: string },
) {
  const { arrivalTime, ...needed } = times;
  const query = { ...needed, ...(arrivalTime && { arrivalTime }) };
  return useQuery({
    queryKey: ["flight-times", query],
    queryFn: ({ signal }) =>
      getJson<DerivedTimes>(`/api/pages/admin/flight-times?${new URLSearchParams(query)}`, signal),
    enabled: Object.values(needed).every(Boolean),
    staleTime: 60_000,
    retry: retryOutages,
  });
}

/** The field errors of a look-up that was refused. */
export const problemFields = (error: Error | null): Record<string, string> =>
  error instanceof Problem ? error.fieldErrors : {};
