import { GuestBar } from "@/components/trips/guest-bar";
import { TravellerBar } from "@/components/trips/traveller-bar";
import { GRANT_MINUTES } from "@/server/reservation/schemas";
import type { Actor } from "@/server/shared/context";
import { leaveAsGuest, leaveTrip } from "./actions";

/** How somebody without an account has the trip open, and how to close it. */
export function VisitorBar({ kind, reservationId }: { kind: Actor["kind"]; reservationId: string }) {
  if (kind === "GUEST") return <GuestBar leave={leaveAsGuest} />;
  if (kind !== "TRAVELLER") return null;
  return <TravellerBar minutes={GRANT_MINUTES} leave={leaveTrip.bind(null, reservationId)} />;
}
