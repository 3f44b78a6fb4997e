import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

const SECRET_BYTES = 32;
const CLIENT_ID_BYTES = 12;

/** The public name of a new client. */
export const newClientId = (): string => `msa_${randomBytes(CLIENT_ID_BYTES).toString("hex")}`;

/** A new secret of 256 random bits. Its beginning lets scanners of source code find a secret that was published. */
export const newSecret = (): string => `msa_secret_${randomBytes(SECRET_BYTES).toString("base64url")}`;

/** The form of a secret that the database keeps. */
export const hashOfSecret = (secret: string): Buffer => createHash("sha256").update(secret).digest();

export const lastFourOf = (secret: string): string => secret.slice(-4);

/** Compares two hashes in constant time. */
export const isSameHash = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);
