import { expect, test } from "vitest";
import { nameProblem, termsOf } from "./vocabulary";

const terms = termsOf("| 운임 | price | `Cabin`, `domain/pricing` | what a seat costs |");

test.each([
  "server/reservation/hold/hold-seats.ts",
  "server/reservation/inventory/predicates.ts",
  "server/reservation/domain/pricing.ts",
  "server/payment/stripe-gateway.ts",
  "server/notification/templates/ko.ts",
  "server/shared/money.ts",
  "server/flows/begin-payment.ts",
  "components/admin/flights/flight-form.tsx",
])("%s is in the vocabulary", (file) => {
  expect(nameProblem(file, terms)).toBeNull();
});

test.each([
  ["server/reservation/hold/hopeless.ts", "neither a verb nor a kind"],
  ["server/reservation/hold/rules.ts", "neither a verb nor a kind"],
  ["server/reservation/utils/hold-seats.ts", "utils is no room of reservation"],
  ["server/payment/shop/sell-flights.ts", "shop is no room of payment"],
  ["server/reservation/domain/told.ts", "no term of docs/domain.md"],
  ["components/common/button.tsx", "common is no topic"],
  ["components/button.tsx", "is no topic"],
])("%s is not: %s", (file, problem) => {
  expect(nameProblem(file, terms)).toContain(problem);
});
