/** One sticky note of a diagram. */
export type NoteKind = "command" | "event" | "pivotal" | "policy" | "external" | "view" | "actor" | "context";

/** Colours of the notes, as event stormers use them; dark text, so that they read on a light and a dark page. */
const COLOURS: Record<NoteKind, string> = {
  command: "fill:#a6d8f5,stroke:#3a7ca5,color:#111",
  event: "fill:#ffb84d,stroke:#b36b00,color:#111",
  pivotal: "fill:#ff9500,stroke:#7a2e00,stroke-width:4px,color:#111",
  policy: "fill:#d9b8f5,stroke:#7a4ca5,color:#111",
  external: "fill:#f9c0d4,stroke:#b03a66,color:#111",
  view: "fill:#b8e6b8,stroke:#3a803a,color:#111",
  actor: "fill:#fff3a6,stroke:#a58f00,color:#111",
  context: "fill:#f2f2f2,stroke:#666,color:#111",
};

/** A Mermaid flowchart that is written note by note. A note that is there already is not written again. */
export class Diagram {
  private readonly notes = new Map<string, string>();
  private readonly groups = new Map<string, string[]>();
  private readonly arrows = new Set<string>();
  private readonly used = new Set<NoteKind>();

  /** @param group the box that the note stands in: its title. */
  note(id: string, kind: NoteKind, lines: readonly string[], group?: string): string {
    const key = this.idOf(id);
    if (this.notes.has(key)) return key;
    const label = lines.filter(Boolean).map(escaped).join("<br/>");
    const [open, close] = kind === "actor" ? ['(["', '"])'] : ['["', '"]'];
    const text = `${key}${open}${label}${close}:::${kind}`;
    this.notes.set(key, text);
    this.used.add(kind);
    if (group) this.groups.set(group, [...(this.groups.get(group) ?? []), text]);
    return key;
  }

  /** The id of a note in the diagram. */
  idOf(id: string): string {
    return id.replace(/[^A-Za-z0-9]/g, "_");
  }

  has(id: string): boolean {
    return this.notes.has(this.idOf(id));
  }

  arrow(from: string, to: string, label = ""): void {
    this.arrows.add(label ? `${from} -->|"${escaped(label)}"| ${to}` : `${from} --> ${to}`);
  }

  /** The diagram as a fenced block of Markdown. */
  toString(): string {
    const grouped = new Set([...this.groups.values()].flat());
    const boxes = [...this.groups].flatMap(([title, notes], n) => [
      `  subgraph box${n}["${escaped(title)}"]`,
      ...notes.map((note) => `    ${note}`),
      "  end",
    ]);
    return [
      "```mermaid",
      "flowchart LR",
      ...boxes,
      ...[...this.notes.values()].filter((note) => !grouped.has(note)).map((note) => `  ${note}`),
      ...[...this.arrows].map((arrow) => `  ${arrow}`),
      ...[...this.used].map((kind) => `  classDef ${kind} ${COLOURS[kind]}`),
      "```",
    ].join("\n");
  }
}

const escaped = (text: string) => text.replaceAll('"', "#quot;");
