import { registerClient } from "@/server/platform";
import type { RegisterClientInput } from "@/server/platform/schemas";
import { uuidv7 } from "@/server/shared/ids";
import { staff } from "@/server/shared/testing/actors";

/** What an administrator enters for a client of a customer who does not exist: platform does not ask. */
export const clientInput = (more: Partial<RegisterClientInput> = {}): RegisterClientInput => ({
  key: uuidv7(),
  name: "한빛여행사 예약 연동",
  userId: uuidv7(),
  isStaffAccount: false,
  scopes: ["flights:read", "bookings:read", "bookings:write"],
  requestsPerMinute: 300,
  ...more,
});

/** Registers a client and returns what it needs to ask for a token, with its account. */
export async function registered(more: Partial<RegisterClientInput> = {}) {
  const input = clientInput(more);
  const { id, clientId, secret } = await registerClient(staff(), input);
  return { id, clientId, clientSecret: secret, scope: null, userId: input.userId };
}
