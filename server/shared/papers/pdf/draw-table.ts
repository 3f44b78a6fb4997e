import {
  bottomOf,
  type Document,
  drawArtifact,
  heightOf,
  ink,
  MARGIN,
  openTag,
  type Style,
  type Tag,
  WIDTH,
  write,
} from "./page";
import type { Column, Table } from "./paper";

const PADDING = { x: 5, y: 4 } as const;
const SIZE = 8.5;

type Cell = { column: Column; text: string; x: number; width: number };
type Look = { weight: "regular" | "bold"; isHead?: boolean };

/**
 * Draws a table whose lines never break across pages. Its heads are cells of the structure once; on a further page they are
 * drawn again for the eye alone.
 */
export function drawTable(document: Document, parent: Tag, { columns, rows, total }: Table): void {
  const table = openTag(document, parent, "Table");
  const headTexts = columns.map(({ head }) => head);
  const headHeight = rowHeight(document, cellsOf(columns, headTexts), { weight: "bold" });
  const firstRow = rows[0] ?? total ?? [];
  const first = rowHeight(document, cellsOf(columns, firstRow), { weight: "regular" });
  if (document.y + headHeight + first > bottomOf(document)) document.addPage();
  drawHead(document, columns, headHeight, openTag(document, table, "TR"));
  const lines = [
    ...rows.map((texts) => ({ texts, weight: "regular" as const })),
    ...(total ? [{ texts: total, weight: "bold" as const }] : []),
  ];
  for (const { texts, weight } of lines) {
    const cells = cellsOf(columns, texts);
    const height = rowHeight(document, cells, { weight });
    if (document.y + height > bottomOf(document)) {
      document.addPage();
      drawHead(document, columns, headHeight, null);
    }
    drawRow(document, openTag(document, table, "TR"), { cells, height, weight });
  }
  table.end();
  document.y += 8;
}

/** The cells of a line, at the places that the shares of their columns give them. */
function cellsOf(columns: readonly Column[], texts: readonly string[]): Cell[] {
  const whole = columns.reduce((sum, { share }) => sum + share, 0);
  let x = MARGIN;
  return columns.map((column, index) => {
    const width = (WIDTH * column.share) / whole;
    const cell = { column, text: texts[index] ?? "", x: x + PADDING.x, width: width - 2 * PADDING.x };
    x += width;
    return cell;
  });
}

const styleOf = ({ column, look }: { column: Column; look: Look }): Style => ({
  size: SIZE,
  weight: look.weight,
  align: column.align ?? "left",
  colour: look.isHead ? ink.brand : ink.text,
});

const rowHeight = (document: Document, cells: readonly Cell[], look: Look): number =>
  2 * PADDING.y +
  Math.max(
    ...cells.map(({ text, width, column }) => heightOf(document, text, width, styleOf({ column, look }))),
  );

/** `tag`: the row of the structure; null when the heads are repeated. */
function drawHead(document: Document, columns: readonly Column[], height: number, tag: Tag | null): void {
  const { y } = document;
  const look = { weight: "bold", isHead: true } as const;
  drawArtifact(document, "Layout", () => document.rect(MARGIN, y, WIDTH, height).fillColor(ink.head).fill());
  const heads = cellsOf(
    columns,
    columns.map(({ head }) => head),
  );
  const draw = ({ column, text, x, width }: Cell) =>
    write(document, text, { x, y: y + PADDING.y, width }, styleOf({ column, look }));
  if (tag) {
    for (const head of heads) {
      const cell = openTag(document, tag, "TH", { scope: "Column" });
      cell.add(() => draw(head));
      cell.end();
    }
    tag.end();
  } else drawArtifact(document, "Pagination", () => heads.forEach(draw));
  document.y = y + height;
}

function drawRow(
  document: Document,
  row: Tag,
  { cells, height, weight }: { cells: Cell[]; height: number; weight: "regular" | "bold" },
): void {
  const { y } = document;
  cells.forEach(({ column, text, x, width }, index) => {
    const tag = index === 0 ? openTag(document, row, "TH", { scope: "Row" }) : openTag(document, row, "TD");
    if (text !== "")
      tag.add(() =>
        write(document, text, { x, y: y + PADDING.y, width }, styleOf({ column, look: { weight } })),
      );
    tag.end();
  });
  row.end();
  drawArtifact(document, "Layout", () =>
    document
      .moveTo(MARGIN, y + height)
      .lineTo(MARGIN + WIDTH, y + height)
      .lineWidth(0.5)
      .strokeColor(ink.line)
      .stroke(),
  );
  document.y = y + height;
}
