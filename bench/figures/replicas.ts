import type { Airline } from "@/bench/support/airline";
import { book } from "@/bench/support/booking";
import { Rotation } from "@/bench/support/customers";
import { cpuSeconds } from "@/bench/support/processes";
import { type Arm, type Rate, sideBySide } from "@/bench/support/rounds";
import { PORTS, secondSite } from "@/bench/support/setup";
import { Site } from "@/bench/support/site";
import { assertNothingOversold } from "@/bench/support/sold";
import type { Figure } from "./figure";

/**
 * Whole bookings by two processes of the site in turns, compared with one, over one database. The clients, PostgreSQL and the
 * payment provider share the machine's cores with both, so that two cores can never give twice as many.
 */
export const replicas: Figure = {
  name: "replicas",
  engine: "stopped",
  async measure(airline) {
    const stack = secondSite(airline.stack, PORTS.app + 10);
    try {
      await stack.start();
      const second = new Site(stack.app.url);
      const cpu = () => ({ ...airline.cpu(), "second site": cpuSeconds(stack.app.pid) });
      const arms = [
        armOf("booking over HTTP, one process of the site", airline, [airline.site]),
        armOf("booking over HTTP, two processes of the site", airline, [airline.site, second]),
      ];
      const rates = await sideBySide(arms, airline.effort, cpu);
      second.close();
      await assertNothingOversold(airline);
      const [one, two] = rates as [Rate, Rate];
      return {
        rates,
        rows: [
          {
            figure: "whole bookings over HTTP, two processes of the site",
            value: two.perSecond,
            unit: "/s",
            ratio: two.perSecond / one.perSecond,
            target: { atLeast: 1.2 },
            note: `÷ one process (${one.perSecond.toFixed(0)} /s)`,
          },
        ],
      };
    } finally {
      await stack.stop();
    }
  },
};

function armOf(name: string, airline: Airline, sites: readonly Site[]): Arm {
  const turns = new Rotation(sites);
  return {
    name,
    run: async () => {
      await book(airline, airline.payer(), airline.flight(), turns.take());
      return true;
    },
  };
}
