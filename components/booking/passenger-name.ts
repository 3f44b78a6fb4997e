import type { BookedPassenger } from "./types";

/** `HONG GILDONG` as on the ticket; null before it has been entered. */
export const romanName = ({ surname, givenName }: Pick<BookedPassenger, "surname" | "givenName">) =>
  surname && givenName ? `${surname} ${givenName}` : null;
