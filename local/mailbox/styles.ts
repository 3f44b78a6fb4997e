/** What the mailbox has beside the styles that all stand-ins share. */
export const STYLES = `
.frame { max-width: 60rem; }
.tools { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: end; margin-bottom: 0.75rem; }
.tools .find { flex: 1 1 16rem; display: flex; gap: 0.5rem; align-items: end; }
.find > div { flex: 1; min-width: 0; }
label { font-size: 0.875rem; }
.button {
  display: inline-flex; align-items: center; justify-content: center; min-height: 2.75rem; padding: 0.375rem 0.875rem;
  border: 1px solid var(--field-line); background: var(--surface); color: var(--ink); white-space: nowrap;
}
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
  .mail { padding: 1.75rem; }
  .mails a { grid-template-columns: minmax(0, 1fr) auto; }
  .when { grid-column: 2; grid-row: 1; white-space: nowrap; }
  .who { grid-column: 1; }
}
`;
