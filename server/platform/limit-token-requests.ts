import { createHmac } from "node:crypto";
import { env } from "@/server/shared/env";
import { networkPlace } from "@/server/shared/network-place";
import { limitRate } from "@/server/shared/rate-limit";

const WINDOW_SECONDS = 15 * 60;
/** Wrong secrets for one client from one place. */
const WRONG_FOR_CLIENT = 10;
/** Wrong secrets for all clients from one place. It is higher, since the servers of many partners may share one address. */
const WRONG_FROM_PLACE = 100;

const hashed = (text: string) =>
  createHmac("sha256", env().NEXTAUTH_SECRET).update(`client:${text}`).digest("base64url");

/**
 * Counts a wrong secret. A right one is never counted nor refused: nobody can guess 256 random bits, and a partner whose
 * one server still has an old secret must not lose the others behind the same address.
 *
 * @throws AppError RATE_LIMITED per place, and per client and place.
 */
export async function limitWrongSecrets(clientId: string, address: string): Promise<void> {
  const place = hashed(networkPlace(address));
  await limitRate(`client-secret:place:${place}`, WRONG_FROM_PLACE, WINDOW_SECONDS);
  await limitRate(`client-secret:client:${hashed(clientId)}:${place}`, WRONG_FOR_CLIENT, WINDOW_SECONDS);
}
