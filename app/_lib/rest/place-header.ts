/** The header with the token of a visitor's place in a waiting room. */
export const PLACE_HEADER = "Waiting-Room-Place";
