import type { RequestContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";

export const anonymous: RequestContext = { actor: { kind: "ANONYMOUS", address: "10.0.0.1" } };

/** A signed-in customer. Without an id, one who owns nothing. */
export const customerOf = (id: string = uuidv7()): RequestContext => ({
  actor: { kind: "CUSTOMER", id, email: "", address: "10.0.0.2" },
});

/** A member of staff. */
export const staff = (): RequestContext => ({
  actor: { kind: "ADMIN", id: uuidv7(), email: "", address: "10.0.0.3" },
});
