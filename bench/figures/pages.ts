import type { Airline } from "@/bench/support/airline";
import { startControl } from "@/bench/support/control";
import { Rotation } from "@/bench/support/customers";
import { fillPageDatabase, type PageData } from "@/bench/support/page-data";
import type { Row } from "@/bench/support/report";
import { type Arm, type Rate, sideBySide } from "@/bench/support/rounds";
import { PAGE_DATABASES, PORTS, pageStack, urlOf } from "@/bench/support/setup";
import { BROWSER, Site } from "@/bench/support/site";
import type { Stack } from "@/tools/start/stack";
import type { Figure } from "./figure";

/** Prerendered by the build. */
const STATIC = "/icon.svg";
/** Rendered for each request, with nothing to ask the database for. */
const DYNAMIC = "/ko/sign-in";
const SIZE = 20;

/**
 * Search results and history page, compared with a static page, with a page without data, and with themselves over a
 * database with 20 times the rows. Two processes of the site run over two databases; one works at a time.
 */
export const pages: Figure = {
  name: "pages",
  engine: "stopped",
  async measure(airline) {
    const small = await openPages(airline, PAGE_DATABASES.x1, 1);
    const large = await openPages(airline, PAGE_DATABASES.x20, SIZE);
    const control = await startControl(PORTS.app + 19);
    const bare = new Site(control.url);
    try {
      const arms = [
        arm("bare page", bare, () => "/"),
        arm("static page", small.site, () => STATIC),
        arm("page without data", small.site, () => DYNAMIC),
        ...dataArms(small, "1×"),
        ...dataArms(large, `${SIZE}×`),
        sharedArm(small),
      ];
      const rates = await sideBySide(arms, airline.effort, () => airline.cpu());
      return { rates: rates.map(withoutProcesses), rows: rowsOf(rates, small.data, large.data) };
    } finally {
      bare.close();
      await Promise.all([small.close(), large.close(), control.stop()]);
    }
  },
};

type Pages = { site: Site; data: PageData; close: () => Promise<void> };

async function openPages(airline: Airline, database: string, size: number): Promise<Pages> {
  const url = urlOf(airline.databaseUrl, database);
  const data = await fillPageDatabase(airline, url, size);
  const stack: Stack = pageStack(airline.stack, database, PORTS.app + 20 + size);
  try {
    await stack.start();
    const site = new Site(stack.app.url);
    await assertShown(site, data);
    return {
      site,
      data,
      close: async () => {
        site.close();
        await stack.stop();
      },
    };
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

/** A page that shows nothing would be fast too, so its content is checked. */
async function assertShown(site: Site, { searches, readers }: PageData): Promise<void> {
  for (const path of searches)
    if (!/\bMA\s?\d{3,4}\b/.test(await site.ask(path))) throw new Error(`${path} shows no flight`);
  const [reader] = readers;
  const empty = await site.ask("/ko/history");
  const full = await site.ask("/ko/history", reader);
  if (full.length < empty.length * 1.2) throw new Error("the history page shows no entries");
}

function dataArms({ site, data }: Pages, size: string): [Arm, Arm] {
  const searches = new Rotation(data.searches);
  const readers = new Rotation(data.readers);
  const history: Arm = {
    name: `history page, ${size}`,
    run: async () => {
      await site.ask("/ko/history", readers.take());
      return true;
    },
  };
  return [arm(`search results, ${size}`, site, () => searches.take()), history];
}

const arm = (name: string, site: Site, path: () => string): Arm => ({
  name,
  run: async () => {
    await site.ask(path());
    return true;
  },
});

/** The same searches, opened by visitors in browsers: those of one second share a document. */
function sharedArm({ site, data }: Pages): Arm {
  const searches = new Rotation(data.searches);
  return {
    name: "search results, shared",
    run: async () => {
      await site.ask(searches.take(), BROWSER);
      return true;
    },
  };
}

type Rates = [Rate, Rate, Rate, Rate, Rate, Rate, Rate, Rate];

/** Without CPU figures: other processes than the watched ones served the pages. */
const withoutProcesses = ({ cpuMs: { database, clients }, ...rate }: Rate): Rate => ({
  ...rate,
  cpuMs: { database: database ?? 0, clients: clients ?? 0 },
});

function rowsOf(rates: Rate[], small: PageData, large: PageData): Row[] {
  const [bare, still, plain, search, history, search20, history20, shared] = rates as Rates;
  const unit = "/s";
  const page = (figure: string, rate: Rate): Row[] => [
    { figure, value: rate.perSecond, unit, ratio: rate.perSecond / still.perSecond, note: "÷ static page" },
    {
      figure,
      value: rate.perSecond,
      unit,
      ratio: rate.perSecond / plain.perSecond,
      target: { atLeast: 0.6 },
      note: "÷ dynamic page without data",
    },
  ];
  const grown = (figure: string, rate: Rate, before: Rate, rows: string): Row => ({
    figure: `${figure}, ${SIZE}× the rows`,
    value: rate.perSecond,
    unit,
    ratio: rate.perSecond / before.perSecond,
    target: { atLeast: 0.8 },
    note: `÷ itself at 1×; ${rows}`,
  });
  return [
    { figure: `static page (${STATIC})`, value: still.perSecond, unit },
    { figure: `dynamic page without data (${DYNAMIC})`, value: plain.perSecond, unit },
    { figure: "bare dynamic page of another app (bench/control)", value: bare.perSecond, unit },
    {
      figure: "search results, each drawn",
      value: search.perSecond,
      unit,
      ratio: search.perSecond / bare.perSecond,
      note: "÷ bare page",
    },
    {
      figure: `search results of visitors, ${small.searches.length} searches in turn`,
      value: shared.perSecond,
      unit,
      ratio: shared.perSecond / bare.perSecond,
      target: { atLeast: 0.35 },
      note: "÷ bare page",
    },
    ...page("search results", search),
    ...page("history page", history),
    grown("search results", search20, search, `${small.flights} and ${large.flights} flights`),
    grown("history page", history20, history, `${small.entries} and ${large.entries} entries`),
  ];
}
