import { TYPEFACE } from "@/local/shared/typeface";

/** One style sheet, in the page itself: nothing else is loaded but the typeface. Its hash goes into the page's CSP. */
export const STYLES = `
:root {
  color-scheme: light dark;
  --page: #f4f7fb; --surface: #ffffff; --ink: #10233b; --soft: #52657d; --line: #d5deea; --field-line: #7b8ca3;
  --brand: #0b5fb8; --brand-ink: #ffffff; --brand-hover: #094c94; --tint: #e8f1fc;
  --warm: #8a4b00; --warm-tint: #fff3df; --warm-line: #f0cf95;
  --bad: #b3261e; --bad-tint: #fdecea; --good: #146c43; --good-tint: #e5f5ec;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0b1420; --surface: #131f2e; --ink: #e9f0f8; --soft: #a3b4c8; --line: #27384c; --field-line: #6d829b;
    --brand: #7cbcff; --brand-ink: #06203c; --brand-hover: #a5d0ff; --tint: #17304b;
    --warm: #ffd08a; --warm-tint: #322611; --warm-line: #5d4720;
    --bad: #ffb4ab; --bad-tint: #3a1a18; --good: #8fdcb3; --good-tint: #12301f;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--ink); line-height: 1.55; overflow-wrap: anywhere; word-break: keep-all;
  font-family: ${TYPEFACE}, system-ui, -apple-system, "Segoe UI", Roboto, "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", "Noto Sans CJK KR", sans-serif;
}
h1, h2, p, dl, dd, ul { margin: 0; padding: 0; }
h1 { font-size: 1.375rem; line-height: 1.3; letter-spacing: -0.01em; }
h2 { font-size: 1.0625rem; line-height: 1.3; }
a { color: var(--brand); text-underline-offset: 0.2em; }
a:hover { color: var(--brand-hover); }
:focus-visible { outline: 3px solid var(--brand); outline-offset: 2px; border-radius: 6px; }
.amount, .digits { font-variant-numeric: tabular-nums; }
.amount, .date { white-space: nowrap; }
.digits { white-space: nowrap; font-weight: 600; letter-spacing: 0.02em; }
.frame { max-width: 64rem; margin: 0 auto; padding: 0 1rem 3rem; }
.top { display: flex; align-items: center; justify-content: space-between; gap: 0.75rem; padding: 1rem 0; }
.logo { display: flex; align-items: center; gap: 0.5rem; font-weight: 700; font-size: 1.125rem; letter-spacing: -0.01em; }
.logo svg { width: 1.75rem; height: 1.75rem; flex: none; color: var(--brand); }
.badge {
  border-radius: 999px; padding: 0.125rem 0.75rem; font-size: 0.8125rem; font-weight: 600; white-space: nowrap;
  background: var(--warm-tint); color: var(--warm); border: 1px solid var(--warm-line);
}
.notice {
  background: var(--warm-tint); color: var(--warm); border: 1px solid var(--warm-line); border-radius: 12px;
  padding: 0.625rem 0.875rem; font-size: 0.9375rem;
}
.columns { display: grid; gap: 1rem; margin-top: 1rem; grid-template-columns: minmax(0, 1fr); }
.panel { background: var(--surface); border: 1px solid var(--line); border-radius: 16px; padding: 1.25rem; }
.panel > h1, .panel > h2 { margin-bottom: 0.875rem; }
.panel.state > h1 { margin: 0; }
.items { display: grid; gap: 0.75rem; list-style: none; }
.items li, .total { display: flex; justify-content: space-between; gap: 1rem; align-items: baseline; }
.items small { display: block; color: var(--soft); font-size: 0.875rem; font-weight: 400; }
.total { margin-top: 1rem; padding-top: 0.875rem; border-top: 1px solid var(--line); font-weight: 600; }
.total .amount { font-size: 1.5rem; font-weight: 700; letter-spacing: -0.02em; }
.fields { display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); }
.pair { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 7rem), 1fr)); align-items: start; }
label { display: block; font-weight: 600; font-size: 0.9375rem; }
.hint { color: var(--soft); font-size: 0.8125rem; }
input {
  width: 100%; min-height: 3rem; margin-top: 0.25rem; padding: 0.5rem 0.75rem; font: inherit; font-size: 1.0625rem;
  font-variant-numeric: tabular-nums; color: var(--ink); background: var(--surface);
  border: 1px solid var(--field-line); border-radius: 10px;
}
::placeholder { color: var(--soft); opacity: 1; }
input[aria-invalid="true"] { border: 2px solid var(--bad); }
.error { color: var(--bad); font-size: 0.875rem; font-weight: 600; margin-top: 0.25rem; }
.alert { background: var(--bad-tint); color: var(--bad); border-radius: 12px; padding: 0.75rem 0.875rem; margin-bottom: 1rem; font-weight: 600; }
.button {
  display: block; width: 100%; min-height: 3.25rem; padding: 0.75rem 1rem; font: inherit; font-weight: 700; font-size: 1.0625rem;
  text-align: center; text-decoration: none; cursor: pointer; border: 2px solid transparent; border-radius: 12px;
  background: var(--brand); color: var(--brand-ink);
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
  .frame { padding: 0 2rem 4rem; }
  .top { padding: 1.5rem 0; }
  h1 { font-size: 1.75rem; }
  .columns { grid-template: "form summary" auto "form cards" 1fr / minmax(0, 1.1fr) minmax(0, 1fr); gap: 1.5rem; align-items: start; }
  .form { grid-area: form; padding: 1.75rem; }
  .summary { grid-area: summary; }
  .test { grid-area: cards; }
  .panel > h1 { margin-bottom: 1.25rem; }
}
@media (forced-colors: active) { .panel, .button, .badge { border: 1px solid; } }
`;
