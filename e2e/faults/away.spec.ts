import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { inParallel } from "@/e2e/support/many";
import { expect, test } from "@/e2e/support/stack";

test.describe.configure({ timeout: 180_000 });

const pages = ["/ko/trips", "/en/mileage", "/ko/account", "/ko/admin"];

test("the database is away: pages answer 503 with Retry-After in both languages, and work again afterwards", async ({
  page,
  context,
  airline,
}) => {
  const person = await airline.signedIn(context);
  await airline.stack.postgres?.kill();
  try {
    for (const address of pages) {
      const answer = await airline.fetch(person, address);
      expect([answer.status, answer.headers.get("retry-after")], address).toEqual([503, "5"]);
      const text = await answer.text();
      expect(text).toContain("지금은 화면을 열 수 없습니다");
      expect(text).toContain("temporarily unavailable");
    }
    // The request behind a pressed link.
    expect((await airline.fetch(person, "/api/pages/messages")).status).toBe(503);
    const answer = await page.goto("/ko/trips");
    expect(answer?.status()).toBe(503);
    const again = page.getByRole("link", { name: /다시 시도/ });
    // The page's content policy allows its style.
    await expect(again).toHaveCSS("font-weight", "600");
    expect((await airline.fetch(null, "/api/health/ready")).status).toBe(503);
    expect((await airline.fetch(null, "/api/health/live")).status).toBe(200);
    await airline.stack.postgres?.start();
    await expect
      .poll(async () => (await airline.fetch(person, "/ko/trips")).status, { timeout: 30_000 })
      .toBe(200);
    await again.click();
    await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("지금은 화면을 열 수 없습니다");
  } finally {
    await airline.stack.postgres?.start();
  }
});

test("the pool is full: requests that get no connection are answered 503, never 500", async ({ airline }) => {
  const person = await airline.customer();
  let letGo = () => {};
  const locked = database().transaction(async (tx) => {
    await tx.execute(sql`lock table identity.users in access exclusive mode`);
    await new Promise<void>((resolve) => {
      letGo = resolve;
    });
  });
  try {
    const statuses = await inParallel(20, 20, async () => (await airline.fetch(person, "/ko/trips")).status);
    // Most requests get no connection within five seconds; the first ones wait for the lock and may get it.
    expect(statuses).toContain(503);
    expect(statuses.filter((status) => status !== 503 && status !== 200)).toEqual([]);
  } finally {
    letGo();
    // PostgreSQL may have ended the idle transaction.
    await locked.catch(() => {});
  }
  await expect
    .poll(async () => (await airline.fetch(person, "/ko/trips")).status, { timeout: 30_000 })
    .toBe(200);
});
