"use client";

import { useQuery } from "@tanstack/react-query";
import { getJson, Problem } from "@/components/query/get-json";

export type ProposedFare = { brand: string; cabin: string; amount: number; unitLimit: number };
type Proposal = { distanceMiles: number; blockMinutes: number; fares: ProposedFare[] };
type Route = { origin: string; destination: string; aircraftType: string };

const retryOutages = (failures: number, error: Error) => failures < 2 && !(error instanceof Problem);

/** Distance, usual time and first fares of a route, as soon as all three choices are made. */
export function useFareProposal(route: Route) {
  const complete = Boolean(route.origin && route.destination && route.aircraftType);
  return useQuery({
    queryKey: ["fare-proposal", route],
    queryFn: ({ signal }) =>
      getJson<Proposal>(`/api/v1/admin/fare-proposal?${new URLSearchParams(route)}`, signal),
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
  /** What registering asks to confirm, by field. */
  unusual: Record<string, string>;
  originZone: string;
  destinationZone: string;
};

/** When a flight would arrive by its local times; without an arrival time, by the route's usual time. */
export function useFlightTimes(
  times: Route & { departureDate: string; departureTime: string; arrivalTime?: string },
) {
  const { arrivalTime, ...needed } = times;
  const query = { ...needed, ...(arrivalTime && { arrivalTime }) };
  return useQuery({
    queryKey: ["flight-times", query],
    queryFn: ({ signal }) =>
      getJson<DerivedTimes>(`/api/v1/admin/flight-times?${new URLSearchParams(query)}`, signal),
    enabled: Object.values(needed).every(Boolean),
    staleTime: 60_000,
    retry: retryOutages,
  });
}

/** The field errors of a refused look-up. */
export const problemFields = (error: Error | null): Record<string, string> =>
  error instanceof Problem ? error.fieldErrors : {};
