import { documentVersion, legalDocumentName } from "@/server/consent/schemas";
import { legalProblems } from "./legal-problems";
import { publish } from "./published-files";

/**
 * `npm run legal` checks the published documents. `npm run legal -- --publish privacy 2027-01-15` publishes a document as its
 * source and the rules of the site now have it, from that Korean day on.
 */
const [flag, document, version] = process.argv.slice(2);
if (flag === "--publish") publish(legalDocumentName.parse(document), documentVersion.parse(version));
const problems = legalProblems();
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log("The published documents are as they were published, and as the rules of the site are.");
