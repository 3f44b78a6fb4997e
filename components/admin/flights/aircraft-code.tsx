/** An aircraft type as the airline writes it, with its name under it. */
export function AircraftCode({ code, names }: { code: string; names: Readonly<Record<string, string>> }) {
  return (
    <>
      {code}
      {names[code] && <span className="row-note">{names[code]}</span>}
    </>
  );
}
