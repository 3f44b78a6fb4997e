import type { Airline } from "@/bench/support/airline";
import { hold } from "@/bench/support/booking";
import { type Arm, type Rate, sideBySide } from "@/bench/support/rounds";
import type { Figure } from "./figure";

/** A route that does nothing. */
export const NO_OP = "/api/health/startup";

/** A hold through the whole site, compared with a route of the same build that does nothing. */
export const holds: Figure = {
  name: "holds",
  engine: "stopped",
  async measure(airline) {
    let hotFlight = 0;
    const arms: Arm[] = [
      {
        name: "no-op route",
        run: async () => {
          await airline.site.ask(NO_OP);
          return true;
        },
      },
      { name: "hold, 200 flights", run: () => holdOn(airline, airline.flight()) },
      {
        name: "hold, one hot flight",
        prepare: async () => {
          hotFlight = await airline.hotFlight();
        },
        run: () => holdOn(airline, hotFlight),
      },
    ];
    const rates = await sideBySide(arms, airline.effort, () => airline.cpu());
    const [noop, spread, hot] = rates as [Rate, Rate, Rate];
    return {
      rates,
      rows: [
        { figure: "no-op route handler", value: noop.perSecond, unit: "/s" },
        {
          figure: "hold request, 200 flights",
          value: spread.perSecond,
          unit: "/s",
          ratio: spread.perSecond / noop.perSecond,
          target: { atLeast: 0.6 },
          note: "÷ no-op route handler",
        },
        {
          figure: "hold request, one hot flight",
          value: hot.perSecond,
          unit: "/s",
          ratio: hot.perSecond / spread.perSecond,
          target: { atLeast: 0.8 },
          note: "÷ 200 flights",
        },
      ],
    };
  },
};

/** A hold of a customer who holds nothing yet. @returns false when there is none left. */
export async function holdOn(airline: Airline, flightId: number): Promise<boolean> {
  const customer = airline.holder();
  if (!customer) return false;
  await hold(airline, customer, flightId);
  return true;
}
