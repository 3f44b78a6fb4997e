import { z } from "zod";
import { AppError } from "./errors";
import { isStorable } from "./parse";

/** The last row of a page of a listing that is sorted by a text. */
type Keyset = { text: string; id: string };

const keyset = z.tuple([z.string().max(400).refine(isStorable), z.uuid()]);

export const encodeTextCursor = ({ text, id }: Keyset): string =>
  Buffer.from(JSON.stringify([text, id])).toString("base64url");

/** @throws AppError INVALID_INPUT for a text that `encodeTextCursor` did not make. */
export function decodeTextCursor(cursor: string): Keyset {
  const read = keyset.safeParse(jsonOf(cursor));
  if (!read.success) throw new AppError("INVALID_INPUT", { fieldErrors: { cursor: "invalid" } });
  const [text, id] = read.data;
  return { text, id };
}

function jsonOf(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch {
    return null;
  }
}

/** Whether a text is such a cursor. */
export function isTextCursor(text: string): boolean {
  return keyset.safeParse(jsonOf(text)).success;
}
