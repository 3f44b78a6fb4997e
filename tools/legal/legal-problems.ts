import { isDeepStrictEqual } from "node:util";
import { legalDocumentNames } from "@/server/consent/schemas";
import {
  draftOf,
  type Hashes,
  hashesOf,
  nameOf,
  type Published,
  readHashes,
  readPublished,
} from "./published-files";

/** A sentence for each published text that is not what its hash says, or that nobody can vouch for. */
export function changedTexts(published: readonly Published[], hashes: Hashes): string[] {
  const names = new Set(published.map(nameOf));
  return [
    ...published
      .filter((each) => !isDeepStrictEqual(hashesOf(each.texts), hashes[nameOf(each)]))
      .map((each) => `${nameOf(each)} is published and must not change: publish a new version`),
    ...Object.keys(hashes)
      .filter((name) => !names.has(name))
      .map((name) => `${name} was published and is gone: people agreed to it`),
  ];
}

/** A sentence for each document whose newest text is not what its source and the rules of the site now say. */
export const outdatedDocuments = (published: readonly Published[], draft = draftOf): string[] =>
  legalDocumentNames.flatMap((document) => {
    const newest = published.filter((each) => each.document === document).at(-1);
    if (!newest) return [`${document} is not published`];
    return isDeepStrictEqual(draft(document, newest.version), newest.texts)
      ? []
      : [
          `${document}: its source or a rule of the site has changed. Publish: npm run legal -- --publish ${document} <first day>`,
        ];
  });

export const legalProblems = (): string[] => [
  ...changedTexts(readPublished(), readHashes()),
  ...outdatedDocuments(readPublished()),
];
