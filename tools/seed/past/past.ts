import { sql } from "drizzle-orm";
import { database, type Tx } from "@/db/client";
import type { MessageChannel } from "@/db/schema/notification";
import { checkAuditChain, parkPoisonRow, sealAuditLog } from "@/server/assurance";
import { SEALING_LOCK } from "@/server/assurance/audit-predicates";
import { catchUpHistory } from "@/server/history";
import { catchUpRecipients } from "@/server/notification";
import { salePolicies } from "@/server/reservation/shop/sale-policies";
import { systemContext } from "@/server/shared/context";
import type { LocalDate } from "@/server/shared/time";
import { attemptRows } from "./attempts";
import { readFlights } from "./dated-flights";
import { demoTrips } from "./demo-trips";
import { Journal, outboxRow, type PastActor } from "./journal";
import { Lives, type SoldUnit } from "./lives";
import { addMembers, ageAccounts, readDemoMembers } from "./members";
import { Messages } from "./messages";
import { Miles } from "./miles";
import type { Member } from "./people";
import { type Plan, Planner } from "./plan-trips";
import { Rows } from "./rows";
import { closeStopped, recordStopped } from "./stopped-flights";

const ctx = systemContext("seed");
/** The past has fewer audit rows than this. Their ids come before those of the rows that the seed itself writes. */
const KEPT_AUDIT_IDS = 1_000_000;

/**
 * Keeps the first ids of the audit log for the past, whose rows are older than those of the seed. To be called before the
 * seed writes anything.
 *
 * @returns false when the database is not new: then it gets no past.
 */
export async function reservePast(): Promise<boolean> {
  const { rows } = await database().execute<{ isNew: boolean }>(sql`
    select not exists (select from shared.audit_log) and not exists (select from reservation.reservations)
      and not exists (select from schedule.flights) as "isNew"`);
  if (!rows[0]?.isNew) return false;
  await database().execute(
    sql`select setval(pg_get_serial_sequence('shared.audit_log', 'id'), ${KEPT_AUDIT_IDS})`,
  );
  return true;
}

/**
 * Does `work` while nobody seals the audit log. The site may be at work beside the seed: it would seal the rows of the seed
 * first, and the older rows of the past could not stand behind them in the chain.
 */
export async function withoutSealing<T>(work: () => Promise<T>): Promise<T> {
  return database().transaction(async (tx) => {
    await tx.execute(sql`set local idle_in_transaction_session_timeout = 0`);
    await tx.execute(sql`select pg_advisory_xact_lock(${SEALING_LOCK})`);
    return work();
  });
}

/** Sells trips for weeks back and ahead, with all that followed, in one transaction. @returns how many trips. */
export async function sellPast(today: LocalDate): Promise<number> {
  const policies = await salePolicies();
  return database().transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0`);
    await tx.execute(sql`set local idle_in_transaction_session_timeout = 0`);
    await skipForeignKeys(tx);
    const { rows } = await tx.execute<{ now: Date }>(sql`select date_trunc('hour', now()) as now`);
    const sale = {
      today,
      now: new Date(rows[0]?.now ?? 0).getTime(),
      policies,
      flights: await readFlights(tx),
    };
    const planner = new Planner(sale);
    const demo = await readDemoMembers(tx, today);
    for (const member of demo.values())
      for (const trip of demoTrips(member, sale, (chance) => planner.locator(chance)))
        planner.settle(trip, trip.fate);
    const plan = planner.plan();
    await writePlan(tx, plan, { policies, now: sale.now });
    return plan.trips.length;
  });
}

/** The views of events catch up, and the audit log is sealed and checked: nothing is left to do. */
export async function settlePast(): Promise<void> {
  for (const catchUp of [catchUpRecipients, catchUpHistory])
    for (let more = true; more; ) ({ more } = await catchUp(ctx, { limit: 10_000, onPoison: parkPoisonRow }));
  while ((await sealAuditLog(ctx)) > 0);
  await checkAuditChain(ctx);
}

/** The rows fit together as they are made; checking each key again would take as long as writing them. */
async function skipForeignKeys(tx: Tx): Promise<void> {
  await tx.execute(sql`select set_config('session_replication_role', 'replica', true)
    from pg_roles where rolname = current_user and rolsuper`);
}

type Circumstances = { policies: Awaited<ReturnType<typeof salePolicies>>; now: number };

async function writePlan(
  tx: Tx,
  { trips, cancelled }: Plan,
  { policies, now }: Circumstances,
): Promise<void> {
  const [rows, journal] = [new Rows(), new Journal()];
  const { agent, scheduler } = await readStaff(tx);
  const firstTrips = new Map<Member, number>();
  for (const { member, heldAt } of trips) if (!firstTrips.has(member)) firstTrips.set(member, heldAt);
  addMembers(rows, journal, firstTrips);
  const stopped = recordStopped(journal, cancelled, scheduler);
  const lives = new Lives(rows, journal, { policies, serial: await firstSerial(tx), staff: agent, stopped });
  for (const trip of trips) lives.live(trip);
  const miles = new Miles(rows, journal);
  for (const { kind, told } of lives.earning.sort((a, b) => a.told.at - b.told.at)) miles.post(kind, told);
  miles.addAccounts();
  await rows.write(tx);
  const members = new Map([...firstTrips.keys()].map((member) => [member.id, member]));
  const messages = new Messages(rows, journal, { channels: await readChannels(tx), members, now });
  for (const told of journal.sortedEvents().slice()) messages.tell(told);
  for (const event of journal.sortedEvents()) {
    rows.add("shared.outbox", outboxRow(event));
    rows.add("assurance.step_attempts", ...attemptRows(event, now));
  }
  rows.add("shared.audit_log", ...journal.auditRows());
  await ageAccounts(tx, trips[0]?.heldAt ?? now);
  await rows.write(tx);
  await sellUnits(tx, lives.sold);

  await closeStopped(tx, cancelled);
  await tx.execute(sql`select setval('reservation.ticket_serial', ${lives.nextSerial}, false)`);
}

async function sellUnits(tx: Tx, sold: readonly SoldUnit[]): Promise<void> {
  await tx.execute(sql`update reservation.inventory_units u set sold = true, reservation_id = s.reservation_id
    from json_to_recordset(${JSON.stringify(sold)}::json) as s(flight_id int, cabin text, unit int, reservation_id uuid)
    where u.flight_id = s.flight_id and u.cabin = s.cabin and u.unit = s.unit`);
}

async function firstSerial(tx: Tx): Promise<number> {
  const { rows } = await tx.execute<{ serial: string }>(
    sql`select nextval('reservation.ticket_serial') as serial`,
  );
  return Number(rows[0]?.serial);
}

async function readChannels(tx: Tx): Promise<Map<string, MessageChannel[]>> {
  const { rows } = await tx.execute<{ name: string; channels: MessageChannel[] }>(sql`
    select distinct on (event_name) event_name as name, channels from notification.channel_policies
    where valid_from <= now() order by event_name, valid_from desc`);
  return new Map(rows.map(({ name, channels }) => [name, channels]));
}

/** Who records no-shows and cancels flights. */
async function readStaff(tx: Tx): Promise<{ agent: PastActor; scheduler: PastActor }> {
  const { rows } = await tx.execute<{ role: string; id: string }>(
    sql`select role, id from identity.users where role in ('AGENT', 'SCHEDULER')`,
  );
  const of = (role: string): PastActor => ({
    kind: role,
    id: rows.find((row) => row.role === role)?.id ?? "seed",
  });
  return { agent: of("AGENT"), scheduler: of("SCHEDULER") };
}
