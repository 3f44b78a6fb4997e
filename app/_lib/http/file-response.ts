import { noStore } from "./problem";

/** A file that is made for its reader. Its name says nothing of a person. */
export type MadeFile = { name: string; type: string; content: string | Uint8Array<ArrayBuffer> };

/** Sends a file to be kept by its reader and by nothing on the way. */
export const fileResponse = ({ name, type, content }: MadeFile): Response =>
  new Response(content, {
    headers: {
      ...noStore,
      "Content-Type": type,
      "Content-Disposition": `attachment; filename="${name}"`,
      "X-Content-Type-Options": "nosniff",
    },
  });
