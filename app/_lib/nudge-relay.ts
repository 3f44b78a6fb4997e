import { after } from "next/server";
import { relayOutbox } from "@/inngest/relay-outbox";

/** Publishes what was recorded, once the answer is on its way. A sweep takes what is missed here. */
export function nudgeRelay(): void {
  after(() => relayOutbox());
}
