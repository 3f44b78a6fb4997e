import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { forgetSaleEvents } from "@/server/shared/admission";
import { systemContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { staff } from "@/server/shared/testing/actors";
import { admitShoppers, registerSaleEvent } from "@/server/waiting-room";
import type { RegisterSaleEventInput } from "@/server/waiting-room/schemas";

const MINUTE_MS = 60_000;
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * MINUTE_MS).toISOString();

/** A route that no other test's sale event guards: three letters each, which no airport has. */
const ownRoute = (): { origin: string; destination: string; route: string } => {
  const letters = () =>
    Array.from({ length: 3 }, () => String.fromCharCode(65 + Math.floor(Math.random() * 26))).join("");
  const [origin, destination] = [letters(), letters()];
  return { origin, destination, route: `${origin}-${destination}` };
};

/** What staff enter for a sale event that people wait for already: it opens in ten minutes. */
export const saleEventInput = (more: Partial<RegisterSaleEventInput> = {}): RegisterSaleEventInput => ({
  key: uuidv7(),
  nameKo: "찜 특가 오픈",
  nameEn: "Spring sale",
  routes: [ownRoute().route],
  firstDay: null,
  lastDay: null,
  waitsFrom: inMinutes(-30),
  opensAt: inMinutes(10),
  closesAt: inMinutes(120),
  shoppersPerMinute: 60,
  targetP95Ms: null,
  mostShoppers: 1_000,
  stayMinutes: 15,
  ...more,
});

/** Registers a sale event and returns its id. */
export const saleEvent = async (more: Partial<RegisterSaleEventInput> = {}): Promise<string> =>
  (await registerSaleEvent(staff(), saleEventInput(more))).id;

/** Lets the opening of a sale event be so many seconds ago, as if the time had passed. */
export async function openSince(id: string, seconds: number): Promise<void> {
  await database().execute(sql`
    update waiting_room.sale_events set opens_at = clock_timestamp() - make_interval(secs => ${seconds}),
      waits_from = least(waits_from, clock_timestamp() - make_interval(secs => ${seconds + 60})) where id = ${id}`);
  await database().execute(sql`
    update waiting_room.counters set paced_at = clock_timestamp() - make_interval(secs => ${seconds}),
      adapted_at = clock_timestamp() - make_interval(secs => ${seconds}) where sale_event_id = ${id}`);
  forgetSaleEvents();
}

/** Lets the whole stay of an admitted shopper pass. */
export async function passStay(placeId: string): Promise<void> {
  await database().execute(sql`
    update waiting_room.places set admitted_at = admitted_at - interval '1 day',
      expires_at = clock_timestamp() - interval '1 second' where id = ${placeId}`);
}

/** Admits whoever is due in all sale events. */
export const admitDue = (p95Ms: number | null = null) => admitShoppers(systemContext("test"), { p95Ms });
