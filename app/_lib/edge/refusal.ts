/** Why a request is refused before it reaches a page or a route. */
export type EdgeRefusal =
  | "BAD_ADDRESS"
  | "BAD_REQUEST"
  | "FOREIGN_ORIGIN"
  | "TOO_LARGE"
  | "OVERLOADED"
  | "TOO_MANY_REQUESTS";

/** The visitor's language is not known yet, so each text is in both. */
const refusals: Record<EdgeRefusal, { status: number; code: string; detail: string }> = {
  BAD_ADDRESS: {
    status: 400,
    code: "INVALID_INPUT",
    detail: "주소가 올바르지 않습니다. 다시 확인해 주세요. / This address is not valid. Please check it.",
  },
  BAD_REQUEST: {
    status: 400,
    code: "INVALID_INPUT",
    detail:
      "요청을 처리할 수 없습니다. 화면을 새로 고친 후 다시 시도해 주세요. / This request could not be read. Please reload the page and try again.",
  },
  FOREIGN_ORIGIN: {
    status: 403,
    code: "FORBIDDEN",
    detail: "다른 사이트에서 보낸 요청은 처리하지 않습니다. / Requests from other sites are not accepted.",
  },
  TOO_LARGE: {
    status: 413,
    code: "TOO_LARGE",
    detail:
      "보내신 내용이 너무 큽니다. 내용을 줄여 다시 시도해 주세요. / What you sent is too large. Please shorten it and try again.",
  },
  OVERLOADED: {
    status: 503,
    code: "UNAVAILABLE",
    detail:
      "지금은 이용하시는 분이 많아 요청을 처리하지 못했습니다. 잠시 후 다시 시도해 주세요. / We are very busy right now and could not handle this request. Please try again in a moment.",
  },
  TOO_MANY_REQUESTS: {
    status: 429,
    code: "RATE_LIMITED",
    detail:
      "짧은 시간에 요청이 너무 많았습니다. 잠시 후 다시 시도해 주세요. / There were too many requests in a short time. Please try again in a moment.",
  },
};

/** The answer as problem details (RFC 9457). It closes the connection, because the body may not have been read. */
export function refusalOf(why: EdgeRefusal): {
  status: number;
  problem: { type: string; title: string; status: number; code: string; detail: string };
  headers: Record<string, string>;
} {
  const { status, code, detail } = refusals[why];
  return {
    status,
    problem: { type: "about:blank", title: code, status, code, detail },
    headers: {
      "Content-Type": "application/problem+json",
      "Cache-Control": "no-store",
      Connection: "close",
    },
  };
}

export function refusalResponse(why: EdgeRefusal): Response {
  const { status, problem, headers } = refusalOf(why);
  return new Response(JSON.stringify(problem), { status, headers });
}
