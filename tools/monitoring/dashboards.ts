import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { ROOT } from "@/tools/root";

const FOLDER = path.join(ROOT, "deploy/grafana");

const datasource = z.strictObject({ type: z.string(), uid: z.string() });
const place = z.strictObject({
  h: z.int().min(1),
  w: z.int().min(1).max(24),
  x: z.int().min(0),
  y: z.int().min(0),
});
const target = z.object({ refId: z.string(), expr: z.string().min(1), datasource });
const link = z.object({ title: z.string(), url: z.string() });
const panel = z.object({
  id: z.int().min(1),
  type: z.enum(["row", "stat", "timeseries", "state-timeline", "table"]),
  title: z.string().min(1),
  gridPos: place,
  datasource: datasource.optional(),
  targets: z.array(target).optional(),
  links: z.array(link).optional(),
  fieldConfig: z
    .object({ defaults: z.object({ unit: z.string() }), overrides: z.array(z.unknown()) })
    .optional(),
});
export type Panel = z.output<typeof panel>;

/** What Grafana needs of a dashboard in its JSON model, and what ours have beyond that. */
const dashboard = z.object({
  uid: z.string().regex(/^[a-z-]{1,40}$/),
  title: z.string().startsWith("MSA Air: "),
  tags: z.array(z.literal("msa-air")).length(1),
  /** The version of the model in Grafana 12; newer ones migrate it when they open it. */
  schemaVersion: z.literal(41),
  refresh: z.string(),
  time: z.strictObject({ from: z.string(), to: z.string() }),
  links: z.array(link),
  templating: z.strictObject({ list: z.array(z.object({ name: z.string(), type: z.string() })) }),
  panels: z.array(panel).min(5),
});
type Dashboard = z.output<typeof dashboard>;

export const dashboards: Dashboard[] = fs
  .readdirSync(FOLDER)
  .filter((name) => name.endsWith(".json"))
  .map((name) => dashboard.parse(JSON.parse(fs.readFileSync(path.join(FOLDER, name), "utf8"))));

/** The expressions of all panels, with the variables in place. */
export const expressionsOf = ({ panels }: Pick<Dashboard, "panels">): string[] =>
  panels
    .flatMap(({ targets = [] }) => targets.map(({ expr }) => expr))
    .map((expr) => expr.replaceAll("$namespace", ".*"));
