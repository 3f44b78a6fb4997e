/** A value that travels to the browser as it is. */
type Plain = string | number | boolean | null | undefined | readonly unknown[] | object;
type Row = Readonly<Record<string, Plain>>;

/** Rows of a table with each name once, and what is the same in all rows once. */
export type PackedRows<R extends Row> = {
  same: Partial<R>;
  names: readonly (keyof R)[];
  rows: readonly (readonly R[keyof R][])[];
};

/** Packs rows that go to the browser as data: a page with many rows says each name only once. */
export function packRows<R extends Row>(rows: readonly R[]): PackedRows<R> {
  const [first] = rows;
  if (!first) return { same: {}, names: [], rows: [] };
  const all = Object.keys(first) as (keyof R)[];
  const isSame = (name: keyof R) => rows.every((row) => row[name] === first[name]);
  const names = all.filter((name) => !isSame(name));
  const same = Object.fromEntries(all.filter(isSame).map((name) => [name, first[name]])) as Partial<R>;
  return { same, names, rows: rows.map((row) => names.map((name) => row[name])) };
}

/** The rows that were packed. */
export function unpackRows<R extends Row>({ same, names, rows }: PackedRows<R>): R[] {
  return rows.map(
    (row) => ({ ...same, ...Object.fromEntries(names.map((name, n) => [name, row[n]])) }) as unknown as R,
  );
}
