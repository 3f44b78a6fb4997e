import { describe, expect, test } from "vitest";
import { contractions, contractSteps } from "./migrations";

describe("a migration that the version before can live with passes", () => {
  test.each([
    'ALTER TABLE "reservation"."segments" ADD COLUMN "missed_at" timestamp with time zone;',
    "alter table payment.payments add column tries integer not null default 0;",
    'CREATE TABLE "shared"."traces" ("id" uuid PRIMARY KEY NOT NULL, "name" text NOT NULL);',
    'CREATE TABLE "shared"."traces" ("id" uuid);--> statement-breakpoint\nCREATE INDEX "by_id" ON "shared"."traces" ("id");',
    "alter table shared.outbox add constraint positive check (tries > 0) not valid;",
    "alter table shared.outbox alter column note drop not null;",
    "alter table shared.outbox add column seats integer default 0 not null;",
    "alter table shared.outbox add column price numeric(10, 2) default 0 not null, add column note text;",
    "create index concurrently if not exists by_name on shared.outbox (name);",
    "alter table shared.outbox drop constraint positive; -- drop table shared.outbox",
    "/* drop table shared.outbox; */ select 1;",
    "alter table shared.outbox rename constraint a to b;",
    "-- we drop table old later\ninsert into notification.channel_policies values ('x');",
  ])("%s", (sql) => expect(contractSteps(sql)).toEqual([]));
});

describe("a step that would stop the version before is named", () => {
  test.each([
    ["alter table reservation.reservations drop column locator;", "drops"],
    ["DROP TABLE shared.outbox;", "drops"],
    ["alter table reservation.flights rename column origin to departure;", "renames"],
    ["alter table reservation.flights alter column origin set not null;", "forbids null"],
    ["alter table reservation.flights alter column id set data type bigint;", "changes a column's type"],
    ["alter table reservation.flights alter column id type bigint;", "changes a column's type"],
    ["alter table reservation.flights add column gate text not null;", "does not fill"],
    ["alter table reservation.flights add column price numeric(10, 2) not null;", "does not fill"],
    [
      "alter table reservation.flights add column a int default 0, add column b int not null;",
      "does not fill",
    ],
    ["alter schema operations rename to assurance;", "renames"],
    ["alter table reservation.flights set schema old;", "moves"],
    ["drop function shared.add(int);", "drops"],
    ["alter table reservation.flights add constraint gate check (gate <> '');", "NOT VALID"],
    ['CREATE INDEX "gate" ON "reservation"."flights" ("gate");', "folder online"],
    ["create unique index gate on reservation.flights (gate);", "folder online"],
  ])("%s", (sql, named) => expect(contractSteps(sql)).toEqual([expect.stringContaining(named)]));
});

test("a file that gives its reason may contract, and an empty reason is none", () => {
  const step = "drop view operations.dead_letters;";
  expect(contractSteps(`-- contract: no release before 0.2 runs any more\n${step}`)).toEqual([]);
  expect(contractSteps(`-- contract:\n${step}`)).toHaveLength(1);
});

describe("for a deployment", () => {
  test("a step that breaks the version before is a contraction, declared or not, and named once", () => {
    const drops = "drop table x.y;\ndrop view x.z;";
    expect(contractions(drops)).toEqual(["drops what the version before uses"]);
    expect(contractions(`-- contract: nothing reads them any more\n${drops}`)).toEqual(contractions(drops));
  });

  test.each([
    'CREATE INDEX "gate" ON "reservation"."flights" ("gate");',
    "alter table reservation.flights add constraint gate check (gate <> '');",
  ])("what only locks is none: %s", (sql) => {
    expect(contractSteps(sql)).toHaveLength(1);
    expect(contractions(sql)).toEqual([]);
  });
});
