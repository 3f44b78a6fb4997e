import { after } from "next/server";
import { afterCommit } from "@/inngest/relay/after-commit";

/** Publishes and projects what was recorded, once the answer is on its way. A sweep takes what is missed here. */
export function followUp(): void {
  after(() => afterCommit());
}
