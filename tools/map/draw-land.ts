import fs from "node:fs";
import { createRequire } from "node:module";
import { geoPath } from "d3-geo";
import { feature } from "topojson-client";
import { MAP_VIEWS, type MapView, projectionOf } from "@/components/map/projection";

/** How fine the coast of a view is drawn, and which islands are left out, in square units of the drawing. */
const DETAIL: Readonly<Record<MapView, { source: string; smallestArea: number; smallestStep: number }>> = {
  korea: { source: "land-10m", smallestArea: 10, smallestStep: 3 },
  asia: { source: "land-50m", smallestArea: 8, smallestStep: 2.2 },
  world: { source: "land-110m", smallestArea: 6, smallestStep: 2.2 },
};

type Topology = Parameters<typeof feature>[0];
type Shape = Parameters<typeof feature>[1];
type Point = [x: number, y: number];

/**
 * The land of a view as an SVG file whose path has the id `land`. From Natural Earth, which is in the public domain, as
 * the package `world-atlas` has it.
 */
export function drawLand(view: MapView): string {
  const { source, smallestArea, smallestStep } = DETAIL[view];
  const file = createRequire(import.meta.url).resolve(`world-atlas/${source}.json`);
  const topology = JSON.parse(fs.readFileSync(file, "utf8")) as Topology;
  const drawn = geoPath(projectionOf(view))(feature(topology, topology.objects.land as Shape)) ?? "";
  const rings = drawn.split("M").filter(Boolean).map(pointsOf);
  const { width, height } = MAP_VIEWS[view];
  // A cut can leave a frame around all of the drawing.
  const largestArea = width * height * 0.98;
  const d = rings
    .filter((ring) => areaOf(ring) >= smallestArea && areaOf(ring) < largestArea)
    .map((ring) => pathOf(thinned(ring, smallestStep)))
    .join("");
  return `<!-- Natural Earth ${source}, public domain (naturalearthdata.com), from the npm package world-atlas. Made by: npm run map -->
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><path id="land" d="${d}"/></svg>
`;
}

const pointsOf = (text: string): Point[] =>
  text
    .replace(/Z$/, "")
    .split("L")
    .map((point) => point.split(",").map((n) => Math.round(Number(n))) as Point);

/** Without the points that are nearer than `step` to the one before. */
function thinned(ring: readonly Point[], step: number): Point[] {
  const kept: Point[] = [];
  for (const point of ring) {
    const last = kept.at(-1);
    if (!last || Math.hypot(point[0] - last[0], point[1] - last[1]) >= step) kept.push(point);
  }
  return kept;
}

function areaOf(ring: readonly Point[]): number {
  let sum = 0;
  for (const [n, [x, y]] of ring.entries()) {
    const [nextX, nextY] = ring[(n + 1) % ring.length] as Point;
    sum += x * nextY - nextX * y;
  }
  return Math.abs(sum) / 2;
}

/** Whole units and steps from point to point make the file a third as long. */
function pathOf(ring: readonly Point[]): string {
  let [x, y] = ring[0] as Point;
  let text = `M${x} ${y}l`;
  for (const [nextX, nextY] of ring.slice(1)) {
    text += `${nextX - x} ${nextY - y} `;
    [x, y] = [nextX, nextY];
  }
  return `${text.trim().replaceAll(" -", "-")}z`;
}
