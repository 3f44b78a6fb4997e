import { z } from "zod";
import { databaseShape, readEnvironment } from "@/db/env";
import type { Environment } from "./run-program";
import type { SecretText } from "./secret-text";

const filled = z.string().min(1);

const common = {
  /** The site's public origin: it is asked after the deployment. */
  APP_URL: z.url({ protocol: /^https?$/ }),
};

const vercel = z.object({
  ...common,
  DEPLOY_TARGET: z.literal("vercel"),
  VERCEL_TOKEN: filled,
  VERCEL_ORG_ID: filled,
  VERCEL_PROJECT_ID: filled,
  /** Set only where a stand-in replaces Vercel. */
  VERCEL_API_URL: z.url().optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATABASE_URL_UNPOOLED: databaseShape.DATABASE_URL_UNPOOLED,
  /** The same in every build: pages of one build can call the actions of the next. */
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: z.base64().min(40),
  /** Opens the fresh deployment before the domains show it. */
  VERCEL_AUTOMATION_BYPASS_SECRET: filled.optional(),
});

const helm = z.object({
  ...common,
  DEPLOY_TARGET: z.literal("helm"),
  /** The text of the kubeconfig. */
  KUBE_CONFIG: filled,
  HELM_RELEASE: filled.default("msa-air"),
  HELM_NAMESPACE: filled.default("air"),
  /** Files of values of the repository, with commas, in force besides the chart's own. A later one wins. */
  HELM_VALUES: filled.default("deploy/helm/msa-air/values-cloud.yaml"),
  /** The image that was built for this run, by digest: ghcr.io/owner/msa-air@sha256:… */
  SITE_IMAGE: z.string().regex(/^[\w./:-]+@sha256:[0-9a-f]{64}$/),
  TOOLS_IMAGE: z.string().regex(/^[\w./:-]+@sha256:[0-9a-f]{64}$/),
});

export type VercelTarget = z.output<typeof vercel>;
export type HelmTarget = z.output<typeof helm>;

const SECRET = /TOKEN|SECRET|KEY|DATABASE_URL|KUBE_CONFIG/;

/** Reads where a release goes and with what. @throws Error that names what is missing. */
export function readDeploySettings(env: Environment, secrets: SecretText): VercelTarget | HelmTarget {
  for (const [name, value] of Object.entries(env)) if (SECRET.test(name)) secrets.add(value);
  if (env.DEPLOY_TARGET !== "vercel" && env.DEPLOY_TARGET !== "helm")
    throw new Error(
      "DEPLOY_TARGET must be vercel or helm: set it as a variable of the environment on GitHub",
    );
  return env.DEPLOY_TARGET === "vercel" ? readEnvironment(vercel, env) : readEnvironment(helm, env);
}
