import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { env } from "./env";

/** A place in the waiting room of a sale event. */
export type TokenPlace = { saleEventId: string; placeId: string };

const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const TOKEN = new RegExp(`^(${UUID})\\.(${UUID})\\.([\\w-]{43})$`);

/** How many tokens of a request are looked at: more sale events at once there are not. */
export const MAX_PLACE_TOKENS = 5;

/** The token of a place, signed with a key derived from DATA_KEY. Who has it has the place of a visitor. */
export const signPlace = ({ saleEventId, placeId }: TokenPlace): string =>
  `${saleEventId}.${placeId}.${signatureOf(`${saleEventId}.${placeId}`, env().DATA_KEY)}`;

/** The place that a token names; null when its signature fits neither DATA_KEY nor DATA_KEY_FALLBACK. */
function placeOfToken(token: string): TokenPlace | null {
  const [, saleEventId, placeId, signature] = TOKEN.exec(token) ?? [];
  if (!saleEventId || !placeId || !signature) return null;
  const { DATA_KEY, DATA_KEY_FALLBACK } = env();
  const given = Buffer.from(signature);
  const isSigned = [DATA_KEY, DATA_KEY_FALLBACK].some(
    (key) =>
      key !== undefined && timingSafeEqual(given, Buffer.from(signatureOf(`${saleEventId}.${placeId}`, key))),
  );
  return isSigned ? { saleEventId, placeId } : null;
}

/** The places that the tokens of a request prove. */
export const provenPlaces = (tokens: readonly string[] = []): TokenPlace[] =>
  tokens.slice(0, MAX_PLACE_TOKENS).flatMap((token) => placeOfToken(token) ?? []);

const keys = new Map<string, Buffer>();

function signatureOf(text: string, secret: string): string {
  const key = keys.get(secret) ?? Buffer.from(hkdfSync("sha256", secret, "", "msa-air waiting room", 32));
  keys.set(secret, key);
  return createHmac("sha256", key).update(text).digest("base64url");
}
