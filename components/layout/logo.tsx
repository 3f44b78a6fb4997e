/** The wordmark: a tail fin and the name, drawn in the current colours. */
export function Logo() {
  return (
    <span className="inline-flex items-center gap-2 text-xl font-extrabold tracking-tight text-ink">
      <svg viewBox="0 0 32 32" aria-hidden="true" className="size-8 shrink-0">
        <rect width="32" height="32" rx="9" className="fill-brand" />
        <path d="M7 23 19.2 7.5h5.3L20.6 23h-4.4l1.2-5.2L12.6 23z" className="fill-on-brand" />
        <path d="M6.5 25.5h19" strokeWidth="2" strokeLinecap="round" className="stroke-accent" />
      </svg>
      <span className="whitespace-nowrap">MSA Air</span>
    </span>
  );
}
