import fs from "node:fs";
import { z } from "zod";

/** What a preview needs to know of its pull request. */
export type PullRequest = {
  number: number;
  /** The Git branch. */
  branch: string;
  commit: string;
  /** owner/name */
  repository: string;
};

const repository = z.object({ full_name: z.string() });
const event = z.object({
  pull_request: z.object({
    number: z.int().positive(),
    head: z.object({
      ref: z.string().min(1),
      sha: z.string().regex(/^[0-9a-f]{40}$/),
      repo: repository.nullable(),
    }),
    base: z.object({ repo: repository }),
  }),
});

/** The pull request comes from another repository, whose code must not get this repository's secrets. */
export class ForkRefused extends Error {}

/**
 * Reads the event of a workflow that a pull request started. The file is read, and not an expression in the workflow, because
 * a branch's name is text of a stranger.
 *
 * @throws ForkRefused; ZodError for another event.
 */
export function readPullRequest(eventFile: string): PullRequest {
  const { pull_request } = event.parse(JSON.parse(fs.readFileSync(eventFile, "utf8")));
  const { number, head, base } = pull_request;
  // The repository of a deleted fork is null.
  if (head.repo?.full_name !== base.repo.full_name)
    throw new ForkRefused(`pull request ${number} comes from a fork: it gets no preview`);
  return { number, branch: head.ref, commit: head.sha, repository: base.repo.full_name };
}

/** The names of all that a pull request has. They depend on its number alone, so that another run finds the same things. */
export const namesOf = (number: number, site: string, domain: string) => ({
  databaseBranch: `preview/pr-${number}`,
  /** The branch's stable host; a push replaces what it shows. */
  host: `${site}-pr-${number}.${domain}`,
  /** Marks the deployments of the pull request at Vercel. */
  meta: { previewOf: `pr-${number}` },
});

/** The number in the name of a preview's database branch; null for other branches. */
export function numberOf(databaseBranch: string): number | null {
  const [, digits] = /^preview\/pr-(\d+)$/.exec(databaseBranch) ?? [];
  return digits === undefined ? null : Number(digits);
}
