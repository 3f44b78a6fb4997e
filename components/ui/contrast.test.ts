import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("../../app/globals.css", import.meta.url), "utf8");
const tokens = new Map(
  [...css.matchAll(/--color-([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name, light, dark]) => [
    name,
    { light, dark },
  ]),
);

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

/** WCAG 2.2 contrast ratio, 1 to 21. */
function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

const grounds = ["canvas", "sunken", "surface"];
const meanings = ["positive", "warning", "danger", "accent", "brand"];
const textPairs = [
  ...grounds.flatMap((ground) =>
    ["ink", "ink-muted", "brand-text", "accent-text", "danger-text", "positive-text", "warning-text"].map(
      (text) => [text, ground],
    ),
  ),
  ...meanings.flatMap((meaning) => [
    [`${meaning}-text`, `${meaning}-soft`],
    ["ink", `${meaning}-soft`],
  ]),
  ["ink-muted", "brand-soft"],
  ["on-brand", "brand"],
  ["on-brand", "brand-hover"],
  ["on-accent", "accent"],
  ["on-danger", "danger"],
];
const outlinePairs = grounds.flatMap((ground) => [
  ["line-strong", ground],
  ["focus", ground],
  ["brand", ground],
]);

function ratio(foreground: string, background: string, theme: "light" | "dark"): number {
  const [front, back] = [tokens.get(foreground)?.[theme], tokens.get(background)?.[theme]];
  if (!front || !back) throw new Error(`No such colour: ${foreground} or ${background}`);
  return contrast(front, back);
}

describe.each(["light", "dark"] as const)("contrast in the %s theme", (theme) => {
  it.each(textPairs)("text %s on %s is at least 4.5:1", (text, ground) => {
    expect(ratio(text!, ground!, theme)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(outlinePairs)("outline %s on %s is at least 3:1", (line, ground) => {
    expect(ratio(line!, ground!, theme)).toBeGreaterThanOrEqual(3);
  });
});
