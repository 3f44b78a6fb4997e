import { expect, test } from "vitest";
import { summaryOf } from "./trace-statements";

test.each([
  ["select 1", "SELECT", "SELECT"],
  ["begin", "BEGIN", "BEGIN"],
  ['select "id" from "payment"."payments" where id = $1', "SELECT", "SELECT payment.payments"],
  [
    "with a as (select from shared.x for update skip locked) update reservation.units u set n = 'KIM' from a",
    "UPDATE",
    "UPDATE reservation.units",
  ],
  ["insert into shared.outbox (id) values ($1)", "INSERT", "INSERT shared.outbox"],
  ["delete from shared.deliveries d", "DELETE", "DELETE shared.deliveries"],
])("%s is summed up without its values", (text, operation, summary) => {
  expect(summaryOf(text)).toEqual({ operation, summary });
});
