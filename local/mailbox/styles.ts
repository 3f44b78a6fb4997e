import { TYPEFACE } from "@/local/shared/typeface";

/** One style sheet, in the page itself. Its hash goes into the page's CSP. */
export const STYLES = `
:root {
  color-scheme: light dark;
  --page: #f4f7fb; --surface: #ffffff; --ink: #10233b; --soft: #52657d; --line: #d5deea; --field-line: #7b8ca3;
  --brand: #0b5fb8; --brand-ink: #ffffff; --brand-hover: #094c94; --hover: #f0f6fd;
  --warm: #8a4b00; --warm-tint: #fff3df; --warm-line: #f0cf95; --bad: #b3261e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0b1420; --surface: #131f2e; --ink: #e9f0f8; --soft: #a3b4c8; --line: #27384c; --field-line: #6d829b;
    --brand: #7cbcff; --brand-ink: #06203c; --brand-hover: #a5d0ff; --hover: #1a2a3d;
    --warm: #ffd08a; --warm-tint: #322611; --warm-line: #5d4720; --bad: #ffb4ab;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--ink); line-height: 1.5; overflow-wrap: anywhere; word-break: keep-all;
  font-family: ${TYPEFACE}, system-ui, -apple-system, "Segoe UI", Roboto, "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", "Noto Sans CJK KR", sans-serif;
}
h1, h2, p, dl, dd, ul { margin: 0; padding: 0; }
h1 { font-size: 1.375rem; line-height: 1.3; letter-spacing: -0.01em; }
h2 { font-size: 1rem; }
a { color: var(--brand); text-underline-offset: 0.2em; }
a:hover { color: var(--brand-hover); }
:focus-visible { outline: 3px solid var(--brand); outline-offset: 2px; border-radius: 6px; }
.frame { max-width: 60rem; margin: 0 auto; padding: 0 1rem 3rem; }
.top { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.5rem 0.75rem; padding: 1rem 0; }
.logo { display: flex; align-items: center; gap: 0.5rem; font-weight: 700; font-size: 1.125rem; color: var(--ink); text-decoration: none; }
.logo svg { width: 1.625rem; height: 1.625rem; flex: none; color: var(--brand); }
.badge {
  border-radius: 999px; padding: 0.125rem 0.75rem; font-size: 0.8125rem; font-weight: 600;
  background: var(--warm-tint); color: var(--warm); border: 1px solid var(--warm-line);
}
.panel { background: var(--surface); border: 1px solid var(--line); border-radius: 16px; }
.tools { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: end; margin-bottom: 0.75rem; }
.tools .find { flex: 1 1 16rem; display: flex; gap: 0.5rem; align-items: end; }
.find > div { flex: 1; min-width: 0; }
label { display: block; font-size: 0.875rem; font-weight: 600; }
input, .button {
  font: inherit; min-height: 2.75rem; padding: 0.375rem 0.875rem; border-radius: 10px; border: 1px solid var(--field-line);
  background: var(--surface); color: var(--ink);
}
input { width: 100%; margin-top: 0.25rem; }
.button { display: inline-flex; align-items: center; justify-content: center; font-weight: 600; cursor: pointer; text-decoration: none; white-space: nowrap; }
.button:hover { background: var(--hover); color: var(--ink); }
.button.main { background: var(--brand); border-color: transparent; color: var(--brand-ink); }
.button.main:hover { background: var(--brand-hover); color: var(--brand-ink); }
.button.danger { color: var(--bad); }
.count { color: var(--soft); font-size: 0.875rem; font-weight: 400; letter-spacing: 0; margin: 0 0 0.5rem 0.25rem; }
.mails { list-style: none; overflow: hidden; }
.mails li + li { border-top: 1px solid var(--line); }
.mails a { display: grid; gap: 0 1rem; grid-template-columns: minmax(0, 1fr); padding: 0.75rem 1rem; color: inherit; text-decoration: none; }
.mails a:hover { background: var(--hover); }
.mails a:focus-visible { outline-offset: -3px; }
.subject { font-weight: 600; }
.who, .when { color: var(--soft); font-size: 0.875rem; }
.when { font-variant-numeric: tabular-nums; }
.preview { grid-column: 1 / -1; color: var(--soft); font-size: 0.875rem; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.pages { display: flex; justify-content: space-between; gap: 1rem; padding: 1rem 0.25rem; }
.blank { padding: 3rem 1.25rem; text-align: center; display: grid; gap: 0.5rem; justify-items: center; }
.blank h2 { font-size: 1.25rem; }
.blank p { color: var(--soft); }
.back { display: inline-block; margin-bottom: 0.75rem; }
.mail { padding: 1.25rem; }
.facts { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0.25rem 1rem; margin-top: 0.75rem; font-size: 0.9375rem; }
.facts dt { color: var(--soft); }
.section { border-top: 1px solid var(--line); margin-top: 1.25rem; padding-top: 1rem; }
.section ul { margin-top: 0.5rem; padding-left: 1.25rem; }
iframe { width: 100%; height: 34rem; margin-top: 0.75rem; border: 1px solid var(--line); border-radius: 10px; background: #ffffff; color-scheme: light; resize: vertical; }
pre { margin: 0.75rem 0 0; white-space: pre-wrap; font: inherit; }
summary { cursor: pointer; font-weight: 600; min-height: 1.5rem; }
.raw { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 0.8125rem; }
@media (min-width: 48rem) {
  .frame { padding: 0 2rem 4rem; }
  .mail { padding: 1.75rem; }
  .mails a { grid-template-columns: minmax(0, 1fr) auto; }
  .when { grid-column: 2; grid-row: 1; white-space: nowrap; }
  .who { grid-column: 1; }
}
@media (forced-colors: active) { .badge { border: 1px solid; } }
`;
