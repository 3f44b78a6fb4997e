import type { RequestContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import type { StaffRole } from "@/server/shared/staff-permissions";

export const anonymous: RequestContext = { actor: { kind: "ANONYMOUS", address: "10.0.0.1" } };

/** A signed-in customer. Without an id, one who owns nothing. */
export const customerOf = (id: string = uuidv7()): RequestContext => ({
  actor: { kind: "CUSTOMER", id, email: "", address: "10.0.0.2" },
});

/** A member of staff. Without a role, an administrator. */
export const staff = (role: StaffRole = "ADMIN"): RequestContext => ({
  actor: { kind: "STAFF", role, id: uuidv7(), email: "", address: "10.0.0.3" },
});
