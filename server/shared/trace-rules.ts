import type { Attributes } from "@opentelemetry/api";

/**
 * Requests of machines that come all the time and belong to no click: probes, monitoring, files, and the calls of the event
 * engine, whose work stands in the traces of the events.
 */
const MACHINES = /^\/(api\/(health|metrics|inngest)|_next)(\/|$)|\.(png|ico|svg|txt|xml|webmanifest|woff2?)$/;

/** The attribute by which a span asks to be left out, with all that happens within. */
export const UNTRACED = "msa.untraced";

/** Whether a request for this address is left out of all traces. */
export const isUntraced = (address: string): boolean => MACHINES.test(address.split("?", 1)[0] ?? "");

/**
 * The attributes of Next's and other libraries' spans that are sent. Anything else, above all addresses with what a person
 * typed into them, stays here.
 */
const KEPT = new Set([
  ...[
    "http.method",
    "http.status_code",
    "http.route",
    "next.route",
    "next.rsc",
    "next.span_type",
    "next.page",
  ],
  ...["next.segment", "error.type"],
]);

/** Spans of Next that say nothing about a request, many times in each. */
const NOISE = new Set([
  ...[
    "NextNodeServer.getLayoutOrPageModule",
    "NextNodeServer.findPageComponents",
    "NextNodeServer.startResponse",
  ],
  ...["NextNodeServer.clientComponentLoading", "NextNodeServer.createComponentTree", "RouteModule.prepare"],
  ...["LoadComponents.loadRouteModule", "AppRouteRouteModule.loadUserland", "AppRender.fetch"],
]);

/** Whether a library's span is left out. Only spans without children may be. */
export const isNoise = (attributes: Attributes): boolean => NOISE.has(String(attributes["next.span_type"]));

/** The attributes of a library's span that are sent. */
export const safeAttributes = (attributes: Attributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([key]) => KEPT.has(key)));

/** The attributes of a library's `exception` event that are sent: its message may quote values, its frames do not. */
export function safeException(attributes: Attributes | undefined): Attributes {
  const { "exception.type": type, "exception.stacktrace": stack } = attributes ?? {};
  const frames = typeof stack === "string" ? stack.split("\n").filter((line) => /^\s+at \S/.test(line)) : [];
  return {
    ...(typeof type === "string" && { "exception.type": type }),
    ...(frames.length > 0 && { "exception.stacktrace": frames.slice(0, 20).join("\n") }),
  };
}

/** The name of a library's span that is sent: an address in it is cut off. */
export const safeName = (name: string): string => name.replace(/\s*\S*(:\/\/|\?)\S*/g, "");

/** Whether the environment asks for traces: an address of a collector, by one of OpenTelemetry's two names for it. */
export const wantsTraces = (variables: Record<string, string | undefined>): boolean =>
  Boolean(variables.OTEL_EXPORTER_OTLP_ENDPOINT || variables.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT) &&
  variables.OTEL_SDK_DISABLED !== "true";
