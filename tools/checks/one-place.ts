import type { SourceFile } from "./source-files";

/** A rule of the airline, how a copy of it would look, and the only files that may say it. */
export interface HomedRule {
  rule: string;
  pattern: RegExp;
  homes: readonly string[];
}

/**
 * What once stood in several copies. `server/assurance` is left out on purpose: an auditor that shares the code it
 * checks would share its faults. So are contracts: a reader's copy of a term that changed with the publisher's would hide
 * the change.
 */
export const HOMED_RULES: readonly HomedRule[] = [
  {
    rule: "live hold, in SQL",
    pattern: /\bpayment_deadline\s*[<>]/,
    homes: ["server/reservation/inventory/predicates.ts"],
  },
  {
    rule: "live hold",
    pattern: /"HELD"\s*&&[^;]*paymentDeadline/,
    homes: ["server/reservation/domain/booking-rules.ts"],
  },
  {
    rule: "free and held units",
    pattern: /held_until is null|\bheld_until\s*[<>]/,
    homes: ["server/reservation/inventory/predicates.ts"],
  },
  {
    rule: "domestic, in SQL",
    pattern: /_country\s*(=|<>)\s*'/,
    homes: ["server/reservation/inventory/predicates.ts"],
  },
  {
    rule: "domestic",
    pattern: /ountry === \S+ &&\s+\S*ountry ===/,
    homes: ["server/shared/airline.ts"],
  },
  {
    rule: "the scope of a flight",
    pattern: /international\s*\? \(?"INTERNATIONAL"/i,
    homes: ["server/shared/fare-terms.ts"],
  },
  {
    rule: "the scope of a trip",
    pattern: /includes\("INTERNATIONAL"\)/,
    homes: ["server/reservation/domain/flight-scope.ts"],
  },
  {
    rule: "a flight has left, in SQL",
    pattern: /f\.departs_at <= clock_timestamp\(\)/,
    homes: ["server/reservation/inventory/predicates.ts"],
  },
  {
    rule: "who cancels",
    pattern: /"CUSTOMER"\s*[|,]\s*"AIRLINE"/,
    homes: ["server/shared/fare-terms.ts"],
  },
  {
    rule: "a seat beside an exit",
    pattern: /includes\("exit"\)/,
    homes: ["server/shared/cabin-layout.ts"],
  },
  {
    rule: "the seats that a brand may take",
    pattern: /seatShareOf\(brand\)\) \/ 100|[sS]eatSharePercent\) \/ 100/,
    homes: ["server/schedule/fare-rules.ts"],
  },
  {
    rule: "age",
    pattern: /slice\(0, 4\)\) - Number|getFullYear\(\) -/,
    homes: ["server/shared/time.ts"],
  },
  {
    rule: "the languages",
    pattern: /"ko"\s*\|\s*"en"|\["ko",\s*"en"\]/,
    homes: ["server/shared/airline.ts"],
  },
  {
    rule: "the fare brands",
    pattern: /"SAVER"\s*[|,]\s*"STANDARD"/,
    homes: ["server/shared/fare-terms.ts"],
  },
  {
    rule: "the passenger types",
    pattern: /"ADULT"\s*[|,]\s*"CHILD"\s*[|,]\s*"INFANT"/,
    homes: ["server/shared/fare-terms.ts"],
  },
  {
    rule: "the cabins",
    pattern: /"BUSINESS"\s*[|,]\s*"ECONOMY"|"ECONOMY"\s*[|,]\s*"BUSINESS"/,
    homes: ["server/shared/fare-terms.ts"],
  },
  {
    rule: "the scopes of flights",
    pattern: /"DOMESTIC"\s*[|,]\s*"INTERNATIONAL"/,
    homes: ["server/shared/fare-terms.ts"],
  },
  {
    rule: "the kinds of price lines",
    pattern: /"FARE"\s*[|,]\s*"FUEL_SURCHARGE"/,
    homes: ["server/shared/fare-terms.ts"],
  },
  {
    rule: "Korea's time zone",
    pattern: /Asia\/Seoul/,
    // The airports are data: each has the zone of its place.
    homes: ["server/shared/airline.ts", "tools/seed/data/airports.ts"],
  },
  {
    rule: "the states of a reservation",
    pattern: /"HELD"\s*[|,]\s*"CREATED"\s*[|,]\s*"CANCELLED"/,
    homes: ["server/shared/fare-terms.ts"],
  },
];

/** Returns one line for each file that says a rule which has its home elsewhere. Comments do not count. */
export function copiedRules(files: readonly SourceFile[], rules = HOMED_RULES): string[] {
  return files
    .filter(
      (file) =>
        !/^server\/(assurance\/|([^/]+\/contracts|notification\/notifiable-schemas)\.ts$)/.test(file.path),
    )
    .flatMap((file) => {
      const code = withoutComments(file.text);
      return rules
        .filter(({ pattern, homes }) => !homes.includes(file.path) && pattern.test(code))
        .map(({ rule, homes }) => `${file.path} says the rule "${rule}" again; it is in ${homes.join(", ")}`);
    });
}

/** Returns one line for each rule that its home no longer says: the check would look for nothing. */
export function homelessRules(files: readonly SourceFile[], rules = HOMED_RULES): string[] {
  return rules
    .filter(
      ({ pattern, homes }) =>
        !homes.every((home) => files.some(({ path, text }) => path === home && pattern.test(text))),
    )
    .map(({ rule, homes }) => `the rule "${rule}" is not in ${homes.join(", ")}, as the check believes`);
}

const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, "");
