import { type GeoProjection, geoMercator, geoNaturalEarth1 } from "d3-geo";

/**
 * The parts of the world that a map shows, from the smallest. `npm run map` draws the land of each (land/*.svg), and
 * routes are drawn over it by the same projection.
 */
export const mapViews = ["korea", "asia", "world"] as const;
export type MapView = (typeof mapViews)[number];

/** Longitude and latitude in degrees. */
export type Position = readonly [longitude: number, latitude: number];

type View = {
  width: number;
  height: number;
  projection: () => GeoProjection;
};

export const MAP_VIEWS: Readonly<Record<MapView, View>> = {
  korea: { width: 640, height: 640, projection: () => geoMercator().center([127.9, 35.6]).scale(4_300) },
  asia: { width: 800, height: 720, projection: () => geoMercator().center([121, 21.5]).scale(700) },
  // The Pacific in the middle, so that no route of a Korean airline is cut in two.
  world: { width: 1_000, height: 440, projection: () => geoNaturalEarth1().rotate([-145, 0]).scale(183) },
};

/** From longitude and latitude to the drawing of a view. What lies outside of it is cut off. */
export function projectionOf(view: MapView): GeoProjection {
  const { width, height, projection } = MAP_VIEWS[view];
  const middle: [number, number] = view === "world" ? [500, 300] : [width / 2, height / 2];
  return projection()
    .translate(middle)
    .precision(0.4)
    .clipExtent([
      [0, 0],
      [width, height],
    ]);
}

/** Room for the names of airports at the edge of a map, in units of the drawing. */
const EDGE = 36;

/** The smallest view in which all positions are. */
export function viewOf(positions: readonly Position[]): MapView {
  const fits = (view: MapView) => {
    const project = projectionOf(view).clipExtent(null);
    const { width, height } = MAP_VIEWS[view];
    return positions.every((position) => {
      const [x, y] = project([...position]) ?? [-1, -1];
      return x >= EDGE && y >= EDGE && x <= width - EDGE && y <= height - EDGE;
    });
  };
  return mapViews.find(fits) ?? "world";
}
