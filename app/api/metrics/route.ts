import { timingSafeEqual } from "node:crypto";
import { engineState } from "@/inngest/registration/engine-state";
import { assuranceFigures } from "@/server/assurance/queries";
import { systemContext } from "@/server/shared/context";
import { env } from "@/server/shared/env";
import { outboxBacklog } from "@/server/shared/outbox";

export const dynamic = "force-dynamic";

type Metric = { name: string; help: string; values: { labels?: Record<string, string>; value: number }[] };

/**
 * Figures for monitoring, as Prometheus text, for a bearer of METRICS_TOKEN. Where that variable is not set, the address
 * does not exist.
 */
export async function GET(request: Request): Promise<Response> {
  const token = env().METRICS_TOKEN;
  if (!token) return new Response(null, { status: 404 });
  if (!isBearer(request, token)) return new Response(null, { status: 401 });
  const text = (await metrics()).map(textOf).join("");
  return new Response(text, {
    headers: { "Content-Type": "text/plain; version=0.0.4; charset=utf-8", "Cache-Control": "no-store" },
  });
}

async function metrics(): Promise<Metric[]> {
  const [outbox, engine, laws] = await Promise.all([
    outboxBacklog(),
    engineState(),
    assuranceFigures(systemContext("metrics")),
  ]);
  const oldest = outbox.oldestAt ? (Date.now() - outbox.oldestAt.getTime()) / 1_000 : 0;
  const perLaw = (pick: (law: (typeof laws)[number]) => number) =>
    laws.map((law) => ({ labels: { law: law.law }, value: pick(law) }));
  return [
    {
      name: "msa_outbox_waiting",
      help: "Events that are not published yet.",
      values: [{ value: outbox.waiting }],
    },
    { name: "msa_outbox_oldest_seconds", help: "Age of the oldest of them.", values: [{ value: oldest }] },
    {
      name: "msa_engine_registered",
      help: "1 while the event engine accepts the functions that were registered last.",
      values: [{ value: engine === "accepted" ? 1 : 0 }],
    },
    {
      name: "msa_effects_pending",
      help: "Effects of events that are on their way.",
      values: perLaw((l) => l.pending),
    },
    {
      name: "msa_effects_late",
      help: "Effects that have been on their way for longer than five minutes.",
      values: perLaw((l) => l.late),
    },
    { name: "msa_law_broken", help: "1 while a law is broken.", values: perLaw((l) => (l.ok ? 0 : 1)) },
  ];
}

const textOf = ({ name, help, values }: Metric): string =>
  [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...values.map(({ labels = {}, value }) => {
      const pairs = Object.entries(labels).map(([key, text]) => `${key}="${text}"`);
      return `${name}${pairs.length > 0 ? `{${pairs.join(",")}}` : ""} ${value}`;
    }),
    "",
  ].join("\n");

function isBearer(request: Request, token: string): boolean {
  const given = Buffer.from(request.headers.get("authorization") ?? "");
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
