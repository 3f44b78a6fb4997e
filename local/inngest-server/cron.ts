import { Cron } from "croner";

interface Field {
  name: string;
  min: number;
  max: number;
  names?: string[];
}

const FIELDS: Field[] = [
  { name: "minute", min: 0, max: 59 },
  { name: "hour", min: 0, max: 23 },
  { name: "day of month", min: 1, max: 31 },
  {
    ...{ name: "month", min: 1, max: 12 },
    names: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
  },
  { name: "day of week", min: 0, max: 6, names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] },
];

/**
 * The next moment of a cron trigger after `after`; UTC unless it starts with `TZ=<zone> ` or `CRON_TZ=<zone> `.
 * Null when it never comes. Throws on what the official server refuses: anything but five fields of numbers, names,
 * `*`, `?`, ranges, lists and steps. Seconds, `@daily`, `@every`, 7 for Sunday, `L`, `W` and `#` are not taken.
 */
export function nextCronRun(expression: string, after: Date): Date | null {
  const [, zone = "UTC", pattern = expression] = expression.match(/^(?:CRON_)?TZ=(\S*) +(.*)$/) ?? [];
  if (!/^[A-Za-z]/.test(zone)) throw new Error(`"${zone}" is no time zone`);
  const fields = pattern.trim().split(/\s+/);
  if (fields.length !== FIELDS.length) throw new Error(`cron "${expression}" needs five fields`);
  const plain = FIELDS.map((field, index) => plainField(fields[index] ?? "", field)).join(" ");
  return new Cron(plain, { timezone: zone }).nextRun(after);
}

/** One field in the forms that `croner` reads in the same way. */
function plainField(text: string, field: Field): string {
  const parts = text.split(",").filter((part) => part !== "");
  if (parts.length === 0) throw new Error(`${field.name} "${text}" is empty`);
  return parts.map((part) => plainRange(part, field)).join(",");
}

function plainRange(text: string, field: Field): string {
  const wrong = (why: string) => new Error(`${field.name} "${text}" ${why}`);
  const [range = "", stepText, ...moreSteps] = text.split("/");
  const [low = "", high, ...moreEnds] = range.split("-");
  if (moreSteps.length > 0 || moreEnds.length > 0) throw wrong("is not a range");
  const step = stepText === undefined ? 1 : numberOf(stepText);
  const everything = low === "*" || low === "?";
  const start = everything ? field.min : nameOrNumber(low, field);
  // "5/15" is from 5 to the end in steps of 15.
  const openEnd = everything || (high === undefined && stepText !== undefined);
  const end = openEnd ? field.max : high === undefined ? start : nameOrNumber(high, field);
  if (start === null || end === null || step === null) throw wrong("is not a number or a name");
  if (step === 0) throw wrong("has a step of 0");
  if (start < field.min || end > field.max || start > end)
    throw wrong(`is not within ${field.min}-${field.max}`);
  if (everything && step === 1) return "*";
  if (step > end - start) return String(start);
  return step === 1 ? `${start}-${end}` : `${start}-${end}/${step}`;
}

const numberOf = (text: string): number | null => (/^\d{1,9}$/.test(text) ? Number(text) : null);

function nameOrNumber(text: string, field: Field): number | null {
  const named = field.names?.indexOf(text.toLowerCase()) ?? -1;
  return named >= 0 ? field.min + named : numberOf(text);
}
