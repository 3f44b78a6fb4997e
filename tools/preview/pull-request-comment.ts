import { z } from "zod";
import { type Api, askApi, createOnce } from "@/tools/deploy/ask-api";
import type { CloudSettings } from "./preview-settings";

/** Stands at the head of our comment, invisible to readers, and tells it from all others. */
const MARK = "<!-- msa-air-preview -->";
const PAGE = 100;

const comment = z.object({
  id: z.number(),
  body: z.string().nullish(),
  user: z.object({ type: z.string() }).nullish(),
});
const pullRequest = z.object({ state: z.enum(["open", "closed"]) });

export const githubOf = (
  settings: Pick<CloudSettings, "GITHUB_API_URL" | "GITHUB_TOKEN">,
  { pauseMs }: { pauseMs?: number } = {},
): Api => ({
  name: "GitHub",
  url: settings.GITHUB_API_URL,
  headers: {
    Authorization: `Bearer ${settings.GITHUB_TOKEN}`,
    Accept: "application/vnd.github+json",
    "X-GitHub-Api-Version": "2022-11-28",
    "User-Agent": "msa-air-preview",
  },
  pauseMs,
});

/** A pull request, as `owner/name` and its number. */
type Place = { repository: string; number: number };

/** Writes the one comment about the preview: the first time it is made, later it is changed. */
export async function writeComment(api: Api, place: Place, text: string): Promise<void> {
  const body = `${MARK}\n${text}`;
  const { thing, created } = await createOnce(
    api,
    () => findComment(api, place),
    () =>
      askApi(api, {
        method: "POST",
        path: `/repos/${place.repository}/issues/${place.number}/comments`,
        body: { body },
        answer: comment,
      }),
  );
  if (created && thing.body === body) return;
  const path = `/repos/${place.repository}/issues/comments/${thing.id}`;
  await askApi(api, { method: "PATCH", path, body: { body }, answer: comment });
}

/** Our comment is a bot's: a person who copies the mark gets no answer over theirs. */
async function findComment(
  api: Api,
  { repository, number }: Place,
): Promise<z.output<typeof comment> | null> {
  for (let page = 1; ; page++) {
    const path = `/repos/${repository}/issues/${number}/comments?per_page=${PAGE}&page=${page}`;
    const comments = await askApi(api, { method: "GET", path, answer: z.array(comment) });
    const ours = comments.find(({ body, user }) => body?.startsWith(MARK) && user?.type === "Bot");
    if (ours) return ours;
    if (comments.length < PAGE) return null;
  }
}

/** Whether a pull request is open. */
export async function isOpen(api: Api, { repository, number }: Place): Promise<boolean> {
  const path = `/repos/${repository}/pulls/${number}`;
  return (await askApi(api, { method: "GET", path, answer: pullRequest })).state === "open";
}
