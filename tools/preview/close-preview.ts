import { runScript } from "@/tools/deploy/run-script";
import { cloudsOf } from "./preview";
import { readCloudSettings } from "./preview-settings";
import { readPullRequest } from "./pull-request";
import { removePreview } from "./remove-preview";

/** Started by the workflow when a pull request is closed. */
await runScript(async (secrets, say) => {
  const pullRequest = readPullRequest(process.env.GITHUB_EVENT_PATH ?? "");
  const settings = readCloudSettings(process.env, secrets);
  await removePreview(settings, cloudsOf(settings, { secrets, say }), pullRequest);
});
