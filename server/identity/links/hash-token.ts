import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";

/** A new random token of 256 bits. */
export const randomToken = (): string => randomBytes(32).toString("base64url");

/** The hash that is stored. A slow hash protects what people choose; nobody finds 256 random bits by trying. */
export const hashToken = (token: string): string => createHash("sha256").update(token).digest("base64url");

/** A token as it comes back. Other text is no token, and finds nothing. */
export const linkToken = z.string().regex(/^[\w-]{43}$/, "linkEnded");
