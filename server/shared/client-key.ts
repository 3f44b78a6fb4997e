import { createHash } from "node:crypto";
import { type Actor, actorAddress } from "./context";

/** A hash of the actor's network address, for tables that must not hold the address itself. */
export const clientKeyOf = (actor: Actor): string =>
  createHash("sha256").update(actorAddress(actor)).digest("base64url").slice(0, 22);
