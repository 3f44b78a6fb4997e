/** Code points as the value of `unicode-range`, neighbours joined: `U+41-43,U+AC00`. */
export function unicodeRange(points: Iterable<number>): string {
  const parts: [number, number][] = [];
  for (const point of [...points].toSorted((a, b) => a - b)) {
    const last = parts.at(-1);
    if (last && point <= last[1] + 1) last[1] = point;
    else parts.push([point, point]);
  }
  const hex = (point: number) => point.toString(16).toUpperCase();
  return parts.map(([from, to]) => `U+${hex(from)}${to > from ? `-${hex(to)}` : ""}`).join(",");
}

/** All code points of the `unicode-range`s in a style sheet. */
export function pointsOf(css: string): Set<number> {
  const points = new Set<number>();
  for (const [, from = "", to = from] of css.matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/gi))
    for (let point = Number.parseInt(from, 16); point <= Number.parseInt(to, 16); point++) points.add(point);
  return points;
}
