import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";

/** One of OWASP's equal settings for scrypt (16 MB each); stored with each hash, so that it may grow. */
const current = { N: 2 ** 14, r: 8, p: 5 };
const KEY_BYTES = 32;
const SALT_BYTES = 16;

/** Node has four threads for hashing, files and name look-ups alike: a rush of sign-ins gets two. */
const MAX_AT_ONCE = 2;
let running = 0;
const waiting: (() => void)[] = [];

async function derive(password: string, salt: Buffer, cost: Required<Pick<ScryptOptions, "N" | "r" | "p">>) {
  if (running >= MAX_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
  try {
    return await scryptKey(password, salt, { ...cost, maxmem: 256 * cost.N * cost.r });
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

const scryptKey = (password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    // The same text typed on another system may be composed of other code points.
    scrypt(password.normalize("NFKC"), salt, KEY_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });

/** `scrypt$N$r$p$salt$key`, salt and key in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, current);
  const { N, r, p } = current;
  return ["scrypt", N, r, p, salt.toString("base64url"), key.toString("base64url")].join("$");
}

/** A hash that no password fits: checking against it takes as long as against a real one. */
export const unmatchableHash = ["scrypt", current.N, current.r, current.p, "AAAAAAAAAAAAAAAAAAAAAA", ""].join(
  "$",
);

/** Compares in constant time, with the parameters the hash was made with. */
export async function matchesPassword(password: string, stored: string): Promise<boolean> {
  const [scheme, N, r, p, salt, key] = stored.split("$");
  if (scheme !== "scrypt" || salt === undefined || key === undefined)
    throw new Error("Unknown password hash");
  const expected = Buffer.from(key, "base64url");
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const derived = await derive(password, Buffer.from(salt, "base64url"), cost);
  return derived.length === expected.length && timingSafeEqual(derived, expected);
}
