/** What a server action answers: what it gives, or the code of a refusal. */
export type ActionAnswer<T> = { ok: true; data: T } | { ok: false; code: string };

/** A page of a list that a server action gives. @throws Error on a refusal: the list then offers another try. */
export async function pageOfAction<T>(asked: Promise<ActionAnswer<T>>): Promise<T> {
  const answer = await asked;
  if (answer.ok) return answer.data;
  throw new Error(answer.code);
}
