// Loaded before everything else (`node --import`): shifts the wall clock that JavaScript reads by
// MSA_TEST_CLOCK_SKEW_MS, as on a machine whose clock is wrong. Timers keep their pace.
const skewMs = Number(process.env.MSA_TEST_CLOCK_SKEW_MS ?? 0);
const RealDate = Date;
const now = () => RealDate.now() + skewMs;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, key) => (key === "now" ? now : Reflect.get(target, key)),
});
