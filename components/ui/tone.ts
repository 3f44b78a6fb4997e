/** The meanings of colours. */
export type Tone = "neutral" | "info" | "positive" | "warning" | "danger" | "accent";

export const toneClass: Record<Tone, string> = {
  neutral: "bg-sunken text-ink-muted",
  info: "bg-brand-soft text-brand-text",
  positive: "bg-positive-soft text-positive-text",
  warning: "bg-warning-soft text-warning-text",
  danger: "bg-danger-soft text-danger-text",
  accent: "bg-accent-soft text-accent-text",
};
