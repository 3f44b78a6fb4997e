import { recordBooking, type Statement } from "@/bench/direct/record";
import { Replayers } from "@/bench/direct/replay";
import { Scripts } from "@/bench/direct/scripts";
import type { Airline } from "@/bench/support/airline";
import { book } from "@/bench/support/booking";
import { CLIENTS } from "@/bench/support/options";
import { type Arm, type Rate, sideBySide } from "@/bench/support/rounds";
import { assertNothingOversold } from "@/bench/support/sold";
import type { Figure } from "./figure";

/** More bookings than the database makes in a round; a round that uses them up ends there. */
const SCRIPTS_PER_SECOND = 1_000;
/** For the saga of all bookings of a round. */
const PATIENCE_MS = 180_000;

/** Whole bookings over HTTP, compared with the same statements sent directly through pg. */
export const bookings: Figure = {
  name: "bookings",
  engine: "stopped",
  async measure(airline) {
    const scripts = new Scripts(await recordBooking(airline));
    const replayers = new Replayers();
    await replayers.open(airline.databaseUrl, CLIENTS);
    try {
      const arms = [...siteArms(airline), ...directArms(airline, scripts, replayers)];
      const rates = await sideBySide(arms, airline.effort, () => airline.cpu());
      await assertNothingOversold(airline);
      return { rates, rows: rowsOf(rates as [Rate, Rate, Rate, Rate]) };
    } finally {
      await replayers.close();
    }
  },
};

/** Bookings while reactions, messages and miles use the machine too, compared with bookings without them. */
export const bookingsWithEngine: Figure = {
  name: "bookings-with-engine",
  engine: "runs",
  async measure(airline) {
    const { inngest } = airline.stack;
    const book = siteArms(airline)[0] as Arm;
    // Every booking leaves work behind, which the other arm must not do.
    const drained = async () => {
      await inngest.start();
      await airline.drained(PATIENCE_MS);
    };
    const arms: Arm[] = [
      { ...book, name: `${book.name}, engine at work`, prepare: drained },
      {
        ...book,
        name: `${book.name}, engine stopped`,
        prepare: async () => {
          await drained();
          await inngest.stop();
        },
      },
    ];
    const rates = await sideBySide(arms, airline.effort, () => airline.cpu());
    await drained();
    await assertNothingOversold(airline);
    const [working, stopped] = rates as [Rate, Rate];
    return {
      rates,
      rows: [
        {
          figure: "whole bookings over HTTP, 200 flights, event engine at work",
          value: working.perSecond,
          unit: "/s",
          ratio: working.perSecond / stopped.perSecond,
          target: { atLeast: 0.7 },
          note: `÷ engine stopped (${stopped.perSecond.toFixed(0)} /s)`,
        },
      ],
    };
  },
};

function siteArms(airline: Airline): Arm[] {
  const hot = { flight: 0 };
  const bookOn = async (flight: number) => {
    await book(airline, airline.payer(), flight);
    return true;
  };
  return [
    { name: "booking over HTTP, 200 flights", run: () => bookOn(airline.flight()) },
    {
      name: "booking over HTTP, one hot flight",
      prepare: async () => {
        hot.flight = await airline.hotFlight();
      },
      run: () => bookOn(hot.flight),
    },
  ];
}

function directArms(airline: Airline, scripts: Scripts, replayers: Replayers): Arm[] {
  // Built before the round, so that only the database's work is measured.
  let ready: Statement[][] = [];
  const build = (flight: () => number) => {
    const count = Math.ceil((SCRIPTS_PER_SECOND * airline.effort.roundMs) / 1000);
    ready = Array.from({ length: count }, () => scripts.build(airline.payer(), flight()));
  };
  const run = async () => {
    const script = ready.pop();
    if (!script) return false;
    await replayers.send(script);
    airline.confirmed++;
    return true;
  };
  return [
    { name: "same SQL through pg, 200 flights", prepare: async () => build(() => airline.flight()), run },
    {
      name: "same SQL through pg, one hot flight",
      prepare: async () => {
        const flight = await airline.hotFlight();
        build(() => flight);
      },
      run,
    },
  ];
}

function rowsOf([spread, hot, directSpread, directHot]: [Rate, Rate, Rate, Rate]) {
  const row = (figure: string, site: Rate, direct: Rate) => ({
    figure: `whole bookings over HTTP, ${figure}`,
    value: site.perSecond,
    unit: "/s",
    ratio: site.perSecond / direct.perSecond,
    target: { atLeast: 0.1 },
    note: `÷ the same SQL straight through pg (${direct.perSecond.toFixed(0)} /s); event engine stopped`,
  });
  return [row("200 flights", spread, directSpread), row("one hot flight", hot, directHot)];
}
