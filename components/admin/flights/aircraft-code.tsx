/** An aircraft type as the airline writes it, with its name under it. */
export function AircraftCode({ code, names }: { code: string; names: Readonly<Record<string, string>> }) {
  return (
    <>
      {code}
      {names[code] && <span className="block text-xs whitespace-nowrap text-ink-muted">{names[code]}</span>}
    </>
  );
}
