import { after } from "next/server";
import { afterCommit } from "@/inngest/relay/after-commit";

/** Publishes and projects the recorded events after the answer was sent. A sweep publishes what this misses. */
export function followUp(): void {
  after(() => afterCommit());
}
