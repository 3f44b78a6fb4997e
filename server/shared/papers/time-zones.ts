import ICAL from "ical.js";
import { tzlib_get_ical_block } from "timezones-ical-library";

/** jCal (RFC 7265): name, properties, components. */
export type Component = [name: string, properties: Property[], components: Component[]];
export type Property = [
  name: string,
  parameters: Record<string, string>,
  type: string,
  value: string | number,
];

const known = new Map<string, Component>();

/**
 * The VTIMEZONE of an IANA zone: its offsets and the rule of its clock changes.
 *
 * @throws Error for a zone that the library does not know.
 */
export function timeZoneOf(zone: string): Component {
  const found = known.get(zone) ?? read(zone);
  known.set(zone, found);
  return found;
}

function read(zone: string): Component {
  const block = tzlib_get_ical_block(zone);
  if (!Array.isArray(block) || !block[0]) throw new Error(`no time zone ${zone}`);
  return ICAL.parse(block[0]) as Component;
}
