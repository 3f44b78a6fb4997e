/** Lists whose order, filter and page stand in the address. The same for every list of the dashboard. */

export type AskedOrder<S extends string> = { sort: S; descending: boolean; cursor?: string };

/** The order that an address asks for. What is not valid in it is left out. */
export function askedOrder<S extends string>(
  raw: Readonly<Record<string, string>>,
  sorts: readonly S[],
  initial: { sort: S; descending: boolean },
): AskedOrder<S> {
  const sort = sorts.find((each) => each === raw.sort) ?? initial.sort;
  const initially = sort === initial.sort && initial.descending;
  const descending = raw.order === "down" || (raw.order !== "up" && initially);
  return { sort, descending, ...(raw.cursor && { cursor: raw.cursor }) };
}

type Query = Record<string, string | number | undefined>;

/** An address with its query. Empty values are left out. */
export function hrefOf(path: string, query: Query): string {
  const filled = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [[name, String(value)]],
  );
  return filled.length > 0 ? `${path}?${new URLSearchParams(filled)}` : path;
}

/** The links of a list: to its pages, its orders and its file. All keep the filter. */
export function listLinks<S extends string>(
  path: string,
  filter: Query,
  { sort, descending }: AskedOrder<S>,
) {
  const query = (by: S, down: boolean) => ({ ...filter, sort: by, order: down ? "down" : "up" });
  return {
    page: (cursor: string | null) =>
      cursor === null ? undefined : hrefOf(path, { ...query(sort, descending), cursor }),
    /** How a column is sorted, and where its head leads. Pressing it again reverses the order. */
    sortOf: (by: S) => {
      const isCurrent = by === sort;
      return {
        href: hrefOf(path, query(by, isCurrent && !descending)),
        direction: isCurrent ? (descending ? ("descending" as const) : ("ascending" as const)) : null,
      };
    },
    file: (address: string, locale: string) => hrefOf(address, { ...query(sort, descending), locale }),
  };
}
