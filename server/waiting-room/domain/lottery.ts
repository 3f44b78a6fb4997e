/**
 * The lottery of a sale event. Every place gets the SHA-256 of `<seed>:<id of the place>`, and the places are numbered in the
 * order of these. The SHA-256 of the seed is published before anybody takes a place, the seed after the draw: everybody can
 * check that the airline did not choose it later. In SQL: `draw-lottery.ts`.
 */

/** What is hashed for a place. */
const lotText = (seed: string, placeId: string): string => `${seed}:${placeId}`;

/**
 * The ids of the places in the order that the seed gives them.
 *
 * @param hash SHA-256 of a text, as lower-case hex.
 */
export function drawOrder(
  seed: string,
  placeIds: readonly string[],
  hash: (text: string) => string,
): string[] {
  return placeIds
    .map((id) => ({ id, lot: hash(lotText(seed, id)) }))
    .sort((a, b) => (a.lot < b.lot ? -1 : a.lot > b.lot ? 1 : 0))
    .map(({ id }) => id);
}
