/** The package ships no types. */
declare module "tz-lookup" {
  /** IANA zone at a position in degrees. */
  export default function tzLookup(latitude: number, longitude: number): string;
}
