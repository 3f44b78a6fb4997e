import { encode } from "next-auth/jwt";
import type pg from "pg";
import { uuidv7 } from "@/server/shared/ids";
import type { Visitor } from "./site";

export type Customer = Visitor & { id: string; email: string };

/** Cookies are encrypted with the runtime's thread pool: a few at a time is enough. */
const COOKIES_AT_ONCE = 16;

/**
 * Customers with a session, written straight into the tables: registering them one by one would hash a
 * password each. The copies that other contexts keep are written too.
 */
export async function makeCustomers(
  db: Pick<pg.Pool, "query">,
  secret: string,
  count: number,
): Promise<Customer[]> {
  const ids = Array.from({ length: count }, uuidv7);
  const emails = ids.map((id) => `bench-${id}@example.com`);
  await db.query(
    `insert into identity.users (id, email, name, role, locale)
     select id, email, '김민지', 'CUSTOMER', 'ko' from unnest($1::uuid[], $2::text[]) as c(id, email)`,
    [ids, emails],
  );
  await db.query(
    `insert into notification.recipients (user_id, email, name, locale)
     select id, email, '김민지', 'ko' from unnest($1::uuid[], $2::text[]) as c(id, email)`,
    [ids, emails],
  );
  const customers: Customer[] = [];
  for (let start = 0; start < count; start += COOKIES_AT_ONCE) {
    const part = ids.slice(start, start + COOKIES_AT_ONCE);
    const cookies = await Promise.all(
      part.map((sub) => encode({ token: { sub, sid: uuidv7() }, secret, maxAge: 3_600 })),
    );
    cookies.forEach((cookie, n) => {
      const at = start + n;
      customers.push({ id: ids[at] ?? "", email: emails[at] ?? "", cookie, address: addressOf(at) });
    });
  }
  return customers;
}

const addressOf = (n: number) => `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;

/** Hands out each element once. */
export class Supply<T> {
  private next = 0;

  constructor(private readonly all: readonly T[]) {}

  /** Null when all are used up. */
  take(): T | null {
    return this.all[this.next++] ?? null;
  }
}

/** Hands out the elements in turn, again and again. */
export class Rotation<T> {
  private next = 0;

  constructor(private readonly all: readonly T[]) {
    if (all.length === 0) throw new Error("nothing to take in turn");
  }

  take(): T {
    return this.all[this.next++ % this.all.length] as T;
  }
}
