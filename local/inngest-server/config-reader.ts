/** Thrown when this server cannot run a function as Inngest would; the message names the function and the option. */
export class UnsupportedFunction extends Error {}

export type Raw = Record<string, unknown>;

/** Tools to read one function's registration: each refusal names the function and the option. */
export interface ConfigReader {
  refuse(option: string, why?: string): never;
  /** Refuses every option of `value` that is not among `known`. */
  only(value: Raw, path: string, known: string[]): void;
}

export function configReader(functionId: string): ConfigReader {
  const refuse = (option: string, why = "is not supported by the local Inngest server"): never => {
    throw new UnsupportedFunction(`function "${functionId}": option "${option}" ${why}`);
  };
  return {
    refuse,
    only(value, path, known) {
      for (const key of Object.keys(value)) {
        if (!known.includes(key) && value[key] != null) refuse(path + key);
      }
    },
  };
}

export function record(value: unknown, what: string): Raw {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Raw;
  throw new UnsupportedFunction(`${what} is not an object`);
}

export function text(value: unknown, what: string): string {
  if (typeof value === "string" && value !== "") return value;
  throw new UnsupportedFunction(`${what} is missing`);
}

export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
