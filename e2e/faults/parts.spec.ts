import { keepRunning } from "@/tools/start/keep-running";
import { book, hold, openCheckout, pay } from "../support/book";
import { expect, test } from "../support/stack";
import { until } from "../support/until";

test.describe.configure({ timeout: 300_000 });

/** As `npm start` does it: whatever dies is started again while the rest sells on. */
test("kill -9 of each part, one after the other: started again, and the airline goes on selling", async ({
  airline,
}) => {
  const { stack } = airline;
  const lines: string[] = [];
  const running = keepRunning(stack, { say: (line) => lines.push(line) });
  const killed = (name: string) => {
    lines.length = 0;
    const { pid } = stack.parts.find((part) => part.name === name) as { pid: number };
    process.kill(pid, "SIGKILL");
  };
  const back = (name: string) =>
    until(
      async () => lines.some((line) => line.startsWith(`${name} runs again`)),
      (runs) => runs,
      { timeoutMs: 90_000, describe: () => lines.join("\n") },
    );
  try {
    // Mail and the event engine are nobody's concern while selling; the other process of the site does it.
    for (const name of ["mailbox", "inngest", "app-2"]) {
      killed(name);
      await book(airline, await airline.customer());
      await back(name);
    }
    // Without the payment page there is no new payment, and seats are held all the same.
    const customer = await airline.customer();
    killed("gateway");
    const held = await hold(airline, customer);
    await back("gateway");
    await expect
      .poll(
        async () =>
          (await airline.post(customer, `/api/v1/reservations/${held.reservationId}/payment`, {})).status,
        { timeout: 60_000 },
      )
      .toBe(201);
    await pay(airline, await openCheckout(airline, customer, held));
    // Without the database, or the one process that is asked, requests fail; after it all is as before.
    for (const name of ["postgres", "app"]) {
      killed(name);
      await back(name);
      await expect
        .poll(async () => (await airline.fetch(null, "/api/health/ready")).status, { timeout: 60_000 })
        .toBe(200);
      await book(airline, await airline.customer());
    }
  } finally {
    await running.stop();
  }
  const reports = await airline.drained(180_000);
  for (const report of reports) expect(report, report.law).toMatchObject({ ok: true });
});
