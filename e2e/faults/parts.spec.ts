import { book, hold, openCheckout, pay } from "@/e2e/support/book";
import { expect, test } from "@/e2e/support/stack";
import { until } from "@/e2e/support/until";
import { keepRunning } from "@/tools/start/keep-running";

test.describe.configure({ timeout: 300_000 });

/** As `npm start` does: a part that dies is started again, and the others go on selling. */
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
    // The airline sells without mail, without the event engine, and with one process of the site.
    for (const name of ["mailbox", "inngest", "app-2"]) {
      killed(name);
      await book(airline, await airline.customer());
      await back(name);
    }
    // Without the payment gateway nobody can pay, but seats can be held.
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
    // Without the database, or the process that is asked, requests fail; afterwards all works again.
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
