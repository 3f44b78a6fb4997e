import type { BookedPassenger } from "./types";

/** `HONG GILDONG` as on the ticket; null before it has been entered. */
export const romanName = ({ surname, givenName }: Pick<BookedPassenger, "surname" | "givenName">) =>
  surname && givenName ? `${surname} ${givenName}` : null;

/** The how-manieth of its type, from 1. */
export const ordinalOf = (
  all: readonly Pick<BookedPassenger, "type" | "position">[],
  one: Pick<BookedPassenger, "type" | "position">,
) => all.filter((each) => each.type === one.type && each.position <= one.position).length;
