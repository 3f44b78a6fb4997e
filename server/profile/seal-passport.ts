import { open, seal } from "@/server/shared/secret-box";
import { type Passport, passportView } from "./schemas";

/** A sealed passport opens in its own row alone: copied into the row of another person it is unreadable. */
const purposeOf = (personId: string) => `passport:${personId}`;

export const sealPassport = (passport: Passport, personId: string): Buffer =>
  seal(JSON.stringify(passport), purposeOf(personId));

/** Returns the passport; null when no key opens it any more. */
export function openPassport(sealed: Buffer, personId: string): Passport | null {
  const text = open(sealed, purposeOf(personId));
  if (text === null) return null;
  const found = passportView.safeParse(JSON.parse(text));
  return found.success ? found.data : null;
}
