import type { MonitoringFigures } from "@/server/assurance/schemas";

type Setter = (name: string, help: string, value: number) => void;

/** What partners have not got yet, and whether their servers take it. Disabled endpoints count only as ended ones. */
export function setWebhooks(set: Setter, f: MonitoringFigures): void {
  set("msa_webhooks_waiting", "Webhooks that are not delivered yet.", f.webhooksWaiting);
  set("msa_webhook_oldest_seconds", "Age of the oldest event among them.", f.webhookOldestSeconds);
  set("msa_webhook_endpoints", "Endpoints of partners that get webhooks.", f.webhookEndpoints);
  set("msa_webhook_endpoints_failing", "Endpoints whose last try failed.", f.webhookEndpointsFailing);
  set("msa_webhook_failing_seconds", "How long the worst of them has failed.", f.webhookFailingSeconds);
  set("msa_webhooks_given_up", "Events given up in the last day after all tries.", f.webhooksGivenUp);
  set(
    "msa_webhook_endpoints_ended",
    "Endpoints disabled in the last day for their failures.",
    f.webhookEndpointsEnded,
  );
}
