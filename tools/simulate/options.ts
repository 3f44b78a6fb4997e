import { parseArgs } from "node:util";

export const actionNames = ["book", "abandon", "decline", "change", "cancel"] as const;
export type ActionName = (typeof actionNames)[number];

export type Options = {
  perMinute: number;
  minutes: number;
  /** The same seed does the same things, as far as what others do allows. */
  seed: string;
  /** How often each action is done, in parts of the sum. */
  mix: Readonly<Record<ActionName, number>>;
  allowRemote: boolean;
};

const DEFAULT_MIX = { book: 70, abandon: 6, decline: 4, change: 8, cancel: 12 };
const MOST = { perMinute: 1_200, minutes: 24 * 60 };

/** Reads the arguments of the command. @throws Error that says which argument is wrong. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      "per-minute": { type: "string", default: "30" },
      minutes: { type: "string", default: "10" },
      seed: { type: "string", default: "1" },
      mix: { type: "string", default: "" },
      "allow-remote": { type: "boolean", default: false },
    },
  });
  return {
    perMinute: numberOf("--per-minute", values["per-minute"], MOST.perMinute),
    minutes: numberOf("--minutes", values.minutes, MOST.minutes),
    seed: values.seed,
    mix: mixOf(values.mix),
    allowRemote: values["allow-remote"],
  };
}

function numberOf(name: string, text: string, most: number): number {
  const value = Number(text);
  if (!(value > 0 && value <= most))
    throw new Error(`${name} is a number above 0 and up to ${most}, not ${text}`);
  return value;
}

/** `book=5,cancel=1`: actions that are not named are not done. */
function mixOf(text: string): Options["mix"] {
  if (text === "") return DEFAULT_MIX;
  const mix = { book: 0, abandon: 0, decline: 0, change: 0, cancel: 0 };
  for (const part of text.split(",")) {
    const [name = "", share = ""] = part.split("=");
    if (!isAction(name) || !(Number(share) >= 0))
      throw new Error(`--mix is like book=5,cancel=1, not ${part}`);
    mix[name] = Number(share);
  }
  if (!Object.values(mix).some((share) => share > 0)) throw new Error("--mix names no action");
  return mix;
}

const isAction = (name: string): name is ActionName => (actionNames as readonly string[]).includes(name);

const localHosts = new Set(["localhost", "127.0.0.1", "[::1]"]);
const isLocal = (address: string) => localHosts.has(new URL(address).hostname);

/**
 * Refuses an airline whose customers may be real. Payments must go to the local gateway in any case: the simulation pays by
 * its test cards.
 *
 * @throws Error that says what is not local.
 */
export function requireLocal(
  { DATABASE_URL, STRIPE_API_URL }: Readonly<Record<string, string | undefined>>,
  { allowRemote }: Pick<Options, "allowRemote">,
): { gatewayUrl: string } {
  if (!DATABASE_URL) throw new Error("no airline runs here: start it by npm start, or set DATABASE_URL");
  if (!allowRemote && !isLocal(DATABASE_URL))
    throw new Error(
      "the database is not on this machine; --allow-remote simulates customers in it all the same",
    );
  if (!STRIPE_API_URL || !isLocal(STRIPE_API_URL))
    throw new Error("payments do not go to the local gateway: a simulation pays by its test cards");
  return { gatewayUrl: STRIPE_API_URL };
}
