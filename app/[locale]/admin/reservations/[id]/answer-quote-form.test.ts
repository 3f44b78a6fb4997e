import { describe, expect, test } from "vitest";
import type { Failure } from "@/app/_lib/http/failure";
import { answerQuoteForm } from "./answer-quote-form";

const formOf = (fields: Record<string, string>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
};
const refused = (code: Failure["code"]): Failure => ({ ok: false, code });
const reason = "결항 안내 지연\n팀장 승인";

/** Steps that note how they were called: a quote without fees is named after its reason. */
function steps({ accepts = refused("INVALID_INPUT"), quotes = true } = {}) {
  const calls: string[] = [];
  return {
    calls,
    quoteWithoutFees: async (_: FormData, why: string) => {
      calls.push("quote");
      return quotes ? { ok: true as const, data: `without fees: ${why}` } : refused("RATE_LIMITED");
    },
    accept: async () => {
      calls.push("accept");
      return accepts;
    },
  };
}

describe("the forms of a quote", () => {
  test("leave the fees out for a reason, or say why not", async () => {
    const waive = formOf({ intent: "waive", reason });
    expect(await answerQuoteForm(waive, steps())).toEqual({
      ...{ reason, quote: `without fees: ${reason}`, refusal: null, accepting: null },
    });
    const refusedSteps = steps({ quotes: false });
    expect(await answerQuoteForm(waive, refusedSteps)).toEqual({
      ...{ reason, quote: null, refusal: refused("RATE_LIMITED"), accepting: null },
    });
    expect(refusedSteps.calls).toEqual(["quote"]);
  });

  test("charge the fees after all: nothing is quoted or accepted, and the reason stays typed", async () => {
    const own = steps();
    expect(await answerQuoteForm(formOf({ intent: "keep", reason }), own)).toEqual({
      ...{ reason, quote: null, refusal: null, accepting: null },
    });
    expect(own.calls).toEqual([]);
  });

  test("keep the fees left out when what is shown is not accepted", async () => {
    const own = steps();
    const answer = await answerQuoteForm(formOf({ quoteId: "1", reason }), own);
    expect(answer).toMatchObject({ reason, quote: `without fees: ${reason}`, refusal: null });
    expect(answer.accepting).toEqual(refused("INVALID_INPUT"));
    expect(own.calls).toEqual(["accept", "quote"]);
  });

  test("quote nothing anew when the fees are charged, and say once what was refused", async () => {
    const charged = steps();
    const answer = await answerQuoteForm(formOf({ quoteId: "1", reason: "" }), charged);
    expect([answer.quote, answer.accepting, charged.calls]).toEqual([
      null,
      refused("INVALID_INPUT"),
      ["accept"],
    ]);
    const ended = await answerQuoteForm(
      formOf({ reason }),
      steps({ accepts: refused("FORBIDDEN"), quotes: false }),
    );
    expect(ended).toEqual({ reason, quote: null, refusal: null, accepting: refused("FORBIDDEN") });
  });

  test("are nobody's when an action is called with something else", async () => {
    const answer = await answerQuoteForm("x" as unknown as FormData, steps());
    expect(answer).toMatchObject({ reason: "", quote: null });
  });
});
