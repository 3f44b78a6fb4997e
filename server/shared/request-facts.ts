import { AsyncLocalStorage } from "node:async_hooks";

/** What every log line about a request says of it. None of it is personal data. */
export type RequestFacts = {
  requestId: string;
  method: string;
  /** The pattern of the route, such as `/[locale]/trips/[locator]`; never the address itself, which may name a booking. */
  route: string;
  /** The reservation that the address names by its id. */
  reservationId?: string;
};

// Next bundles routes and instrumentation separately; both have to see the same request.
const store = globalThis as typeof globalThis & { msaRequests?: AsyncLocalStorage<RequestFacts | undefined> };

const storage = (): AsyncLocalStorage<RequestFacts | undefined> => {
  store.msaRequests ??= new AsyncLocalStorage();
  return store.msaRequests;
};

/** The request that is being answered; undefined outside of a request. */
export const requestFacts = (): RequestFacts | undefined => storage().getStore();

/** Runs work that belongs to no request, although one has started it. */
export const outsideRequest = <T>(work: () => T): T => storage().run(undefined, work);

/** Everything that starts from here on belongs to this request. */
export const enterRequest = (facts: RequestFacts): void => storage().enterWith(facts);
