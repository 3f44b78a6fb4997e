import { type StandIn, startStandIn } from "./stand-in";

type Comment = { id: number; body: string; user: { type: "Bot" | "User" } };
export type GithubStandIn = StandIn & { comments: Comment[]; closed: Set<number> };

/** GitHub's comments of the pull requests of one repository. It holds comments of people before ours. */
export async function startGithub({
  token,
  people,
}: {
  token: string;
  people: number;
}): Promise<GithubStandIn> {
  const comments: Comment[] = Array.from({ length: people }, (_, id) => ({
    id,
    body: id === 0 ? "<!-- msa-air-preview -->\na person's copy" : `words of a person ${id}`,
    user: { type: "User" },
  }));
  const closed = new Set<number>();
  const standIn = await startStandIn(
    [
      {
        method: "GET",
        path: /^\/repos\/owner\/air\/issues\/\d+\/comments$/,
        answer: ({ query }) => {
          const size = Number(query.get("per_page"));
          const from = (Number(query.get("page")) - 1) * size;
          return { status: 200, body: comments.slice(from, from + size) };
        },
      },
      {
        method: "POST",
        path: /^\/repos\/owner\/air\/issues\/\d+\/comments$/,
        answer: ({ body }) => {
          const made: Comment = { id: comments.length, user: { type: "Bot" }, ...(body as { body: string }) };
          comments.push(made);
          return { status: 201, body: made };
        },
      },
      {
        method: "PATCH",
        path: /^\/repos\/owner\/air\/issues\/comments\/(\d+)$/,
        answer: ({ body }, id) => {
          const found = comments.find((one) => one.id === Number(id));
          if (!found) return { status: 404, body: { message: "Not Found" } };
          return { status: 200, body: Object.assign(found, body) };
        },
      },
      {
        method: "GET",
        path: /^\/repos\/owner\/air\/pulls\/(\d+)$/,
        answer: (_, number) => ({
          status: 200,
          body: { state: closed.has(Number(number)) ? "closed" : "open" },
        }),
      },
    ],
    token,
  );
  return { ...standIn, comments, closed };
}
