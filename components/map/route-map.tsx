import { clsx } from "clsx";
import { geoPath } from "d3-geo";
import type { StaticImageData } from "next/image";
import { Link } from "@/i18n/navigation";
import asia from "./land/asia.svg";
import korea from "./land/korea.svg";
import world from "./land/world.svg";
import { MAP_VIEWS, type MapView, type Position, projectionOf, viewOf } from "./projection";

const LANDS: Readonly<Record<MapView, StaticImageData>> = { korea, asia, world };

export type MapPlace = { code: string; position: Position };

export type MapRoute = {
  from: MapPlace;
  to: MapPlace;
  /** Where the route leads to when it is pressed, and its name, which begins with the code of its end. */
  link?: { href: string; name: string };
};

/**
 * Routes as great circles over the smallest view of the world that has them all. Drawn on the server: the browser gets
 * lines and dots, and the land as a file that it keeps. Routes with a link are reached by the keyboard in their order;
 * without links the map is a picture. The page shows the same in words beside it.
 */
export function RouteMap({
  routes,
  label,
  className,
}: {
  routes: readonly MapRoute[];
  label: string;
  className?: string;
}) {
  const view = viewOf(routes.flatMap(({ from, to }) => [from.position, to.position]));
  const { width, height } = MAP_VIEWS[view];
  const hasLinks = routes.some(({ link }) => link);
  const toRightFrom = Math.min(...routes.map(({ from }) => pointOf(from.position, view)[0]));
  const starts = [...new Map(routes.map(({ from }) => [from.code, from])).values()];
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      role={hasLinks ? "group" : "img"}
      aria-label={label}
      className={clsx("route-map h-auto w-full", className)}
    >
      <use href={`${LANDS[view].src}#land`} className="route-map-land" />
      {routes.map((route) => (
        <Route key={`${route.from.code}-${route.to.code}`} {...{ route, view, toRightFrom }} />
      ))}
      {starts.map((place) => (
        <Dot key={place.code} {...{ place, view, toRightFrom }} className="route-map-start" />
      ))}
    </svg>
  );
}

function Route({
  route: { from, to, link },
  view,
  toRightFrom,
}: {
  route: MapRoute;
  view: MapView;
  toRightFrom: number;
}) {
  const line = arc(from.position, to.position, view);
  const drawn = (
    <>
      <path d={line} className="route-map-line" />
      <Dot {...{ place: to, view, toRightFrom }} />
    </>
  );
  if (!link) return <g>{drawn}</g>;
  return (
    <Link href={link.href} prefetch={false} aria-label={link.name} className="route-map-link">
      {/* Wide enough for a finger. */}
      <path d={line} className="route-map-touch" />
      {drawn}
    </Link>
  );
}

function Dot({
  place,
  view,
  toRightFrom,
  className,
}: {
  place: MapPlace;
  view: MapView;
  /** Names stand on the right of their dots from here on, in units of the drawing, and on the left before it. */
  toRightFrom: number;
  className?: string;
}) {
  const [x, y] = pointOf(place.position, view);
  const isRight = x >= toRightFrom;
  return (
    <g className={clsx("route-map-place", className)}>
      <circle cx={x} cy={y} r={8} />
      <text x={isRight ? x + 14 : x - 14} y={y + 9} textAnchor={isRight ? "start" : "end"}>
        {place.code}
      </text>
    </g>
  );
}

function pointOf([longitude, latitude]: Position, view: MapView): [x: number, y: number] {
  const [x, y] = projectionOf(view)([longitude, latitude]) ?? [0, 0];
  return [Math.round(x), Math.round(y)];
}

/** A great circle as a path in whole units. */
function arc(from: Position, to: Position, view: MapView): string {
  const path = geoPath(projectionOf(view)).digits(0);
  return path({ type: "LineString", coordinates: [[...from], [...to]] }) ?? "";
}
