/** An amount of money in whole units of its currency. The won has no minor unit (ISO 4217). */
export interface Money {
  readonly amount: number;
  readonly currency: "KRW";
}

/** The unit to which Korean carriers round fares, in won. */
export const FARE_ROUNDING_KRW = 100;

/** Korean won. Throws RangeError unless the amount is an integer that a number holds exactly. */
export function krw(amount: number): Money {
  return { amount: exact(amount), currency: "KRW" };
}

export function addMoney(a: Money, b: Money): Money {
  return krw(a.amount + b.amount);
}

export function subtractMoney(a: Money, b: Money): Money {
  return krw(a.amount - b.amount);
}

/** The total of any number of amounts. Without amounts it is KRW 0. */
export function sumMoney(amounts: Iterable<Money>): Money {
  let total = krw(0);
  for (const amount of amounts) total = addMoney(total, amount);
  return total;
}

/**
 * A percentage of an amount, rounded half away from zero to a multiple of `unit` won.
 * Fares use {@link FARE_ROUNDING_KRW}; all other amounts use the default of one won.
 * The percentage is a whole number, so that the calculation uses only integers.
 */
export function percentOf(money: Money, percent: number, unit = 1): Money {
  return krw(percentOfAmount(money.amount, percent, unit));
}

/** {@link percentOf} for a plain integer, when the currency is known. */
export function percentOfAmount(amount: number, percent: number, unit = 1): number {
  const product = exact(exact(amount) * exact(percent));
  const divisor = 100 * exact(unit);
  const rest = Math.abs(product) % divisor;
  const down = (Math.abs(product) - rest) / divisor;
  const units = down + (rest * 2 >= divisor ? 1 : 0);
  return exact(units * unit * (product < 0 ? -1 : 1)) + 0;
}

function exact(value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`Not an exact integer: ${value}`);
  return value;
}
