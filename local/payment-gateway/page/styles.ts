/** What the payment page has beside the styles that all stand-ins share. */
export const STYLES = `
.amount, .digits { font-variant-numeric: tabular-nums; }
.amount, .date { white-space: nowrap; }
.digits { white-space: nowrap; font-weight: 600; letter-spacing: 0.02em; }
.notice {
  background: var(--warm-tint); color: var(--warm); border: 1px solid var(--warm-line); border-radius: 12px;
  padding: 0.625rem 0.875rem; font-size: 0.9375rem;
}
.columns { display: grid; gap: 1rem; margin-top: 1rem; grid-template-columns: minmax(0, 1fr); }
.panel { padding: 1.25rem; }
.panel > h1, .panel > h2 { margin-bottom: 0.875rem; }
.panel.state > h1 { margin: 0; }
.items { display: grid; gap: 0.75rem; list-style: none; }
.items li, .total { display: flex; justify-content: space-between; gap: 1rem; align-items: baseline; }
.items small { display: block; color: var(--soft); font-size: 0.875rem; font-weight: 400; }
.total { margin-top: 1rem; padding-top: 0.875rem; border-top: 1px solid var(--line); font-weight: 600; }
.total .amount { font-size: 1.5rem; font-weight: 700; letter-spacing: -0.02em; }
.fields { display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); }
.pair { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 7rem), 1fr)); align-items: start; }
.hint { color: var(--soft); font-size: 0.8125rem; }
input { min-height: 3rem; font-size: 1.0625rem; font-variant-numeric: tabular-nums; }
::placeholder { color: var(--soft); opacity: 1; }
input[aria-invalid="true"] { border: 2px solid var(--bad); }
.error { color: var(--bad); font-size: 0.875rem; font-weight: 600; margin-top: 0.25rem; }
.alert { background: var(--bad-tint); color: var(--bad); border-radius: 12px; padding: 0.75rem 0.875rem; margin-bottom: 1rem; font-weight: 600; }
.button {
  display: block; width: 100%; min-height: 3.25rem; padding: 0.75rem 1rem; font-weight: 700; font-size: 1.0625rem;
  border: 2px solid transparent; border-radius: 12px; background: var(--brand); color: var(--brand-ink);
}
.button:hover { background: var(--brand-hover); color: var(--brand-ink); }
.leave { display: block; text-align: center; padding: 0.75rem; margin-top: 0.25rem; }
.cards { display: grid; list-style: none; margin-top: 0.75rem; }
.cards li {
  display: flex; flex-wrap: wrap; gap: 0 1rem; justify-content: space-between; align-items: center;
  padding: 0.625rem 0; border-top: 1px solid var(--line); font-size: 0.9375rem;
}
.cards p { color: var(--soft); font-size: 0.875rem; flex: 1 0 100%; }
.cards a { font-size: 0.875rem; font-weight: 600; min-height: 1.5rem; display: inline-flex; align-items: center; }
.home { max-width: 32rem; margin: 1rem auto; display: grid; gap: 1rem; }
.state { max-width: 32rem; margin: 2rem auto 0; text-align: center; display: grid; gap: 0.75rem; justify-items: center; padding: 2rem 1.25rem; }
.state svg { width: 3.5rem; height: 3.5rem; padding: 0.75rem; border-radius: 999px; background: var(--tint); color: var(--brand); }
.state.good svg { background: var(--good-tint); color: var(--good); }
.state.bad svg { background: var(--bad-tint); color: var(--bad); }
.state p { color: var(--soft); }
.state .button { margin-top: 0.75rem; }
@media (min-width: 52rem) {
  .top { padding: 1.5rem 0; }
  h1 { font-size: 1.75rem; }
  .columns { grid-template: "form summary" auto "form cards" 1fr / minmax(0, 1.1fr) minmax(0, 1fr); gap: 1.5rem; align-items: start; }
  .form { grid-area: form; padding: 1.75rem; }
  .summary { grid-area: summary; }
  .test { grid-area: cards; }
  .panel > h1 { margin-bottom: 1.25rem; }
}
`;
