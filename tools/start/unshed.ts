/**
 * Settings of a site that refuses nothing for slowness: for proofs, tests and benches in which load, database and site
 * share two processors.
 */
export const UNSHED = { SHED_LOOP_DELAY_MS: "20000", SHED_POOL_WAIT_MS: "10000" };
