import { vi } from "vitest";
import type { Caller } from "@/app/_lib/rest/caller";
import { anonymous } from "@/server/shared/testing/actors";

/**
 * Replaces in tests the way to find out who asks:
 * `vi.mock("@/app/_lib/rest/caller", () => import("@/app/_lib/rest/testing/scripted-caller"))`. `ask` sets the caller.
 */
export const { contextFor, requireScope } =
  await vi.importActual<typeof import("@/app/_lib/rest/caller")>("@/app/_lib/rest/caller");

export const asking: { caller: Caller } = { caller: { ctx: anonymous } };

/** The browser of a traveller is nobody's for everything but its own trip. */
export async function callerOf(_request: Request, trip?: string): Promise<Caller> {
  const { actor } = asking.caller.ctx;
  return actor.kind === "TRAVELLER" && actor.reservationId !== trip ? { ctx: anonymous } : asking.caller;
}
