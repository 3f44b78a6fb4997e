import type { Api } from "@/tools/deploy/ask-api";
import type { Say } from "@/tools/deploy/run-program";
import type { SecretText } from "@/tools/deploy/secret-text";
import { type Neon, neonOf } from "./neon-branches";
import type { CloudSettings } from "./preview-settings";
import { namesOf } from "./pull-request";
import { githubOf } from "./pull-request-comment";
import { type Vercel, vercelOf } from "./vercel-deployments";

/** The three services, and where the run speaks. */
export type Clouds = { neon: Neon; vercel: Vercel; github: Api; secrets: SecretText; say: Say };

/** @param pauseMs the first pause before a repetition; only tests shorten it. */
export const cloudsOf = (
  settings: CloudSettings,
  { secrets, say, pauseMs }: { secrets: SecretText; say: Say; pauseMs?: number },
): Clouds => ({
  neon: neonOf(settings, { pauseMs }),
  vercel: vercelOf(settings, { pauseMs }),
  github: githubOf(settings, { pauseMs }),
  secrets,
  say,
});

/** The names of a pull request's things under these settings. */
export const previewNames = (settings: CloudSettings, number: number) =>
  namesOf(number, settings.PREVIEW_SITE, settings.PREVIEW_DOMAIN);

/** The address of this run's log; null outside of a workflow. */
export const logUrlOf = (settings: CloudSettings, repository: string): string | null =>
  settings.GITHUB_RUN_ID
    ? `${settings.GITHUB_SERVER_URL}/${repository}/actions/runs/${settings.GITHUB_RUN_ID}`
    : null;
