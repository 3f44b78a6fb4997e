import { setImmediate } from "node:timers/promises";
import { drawTable } from "./draw-table";
import {
  bottomOf,
  type Document,
  heightOf,
  ink,
  languageTag,
  MARGIN,
  openDocument,
  openTag,
  type Style,
  type Tag,
  WIDTH,
  write,
  writeFeet,
} from "./page";
import type { Block, Paper } from "./paper";

/**
 * Draws a paper as a tagged PDF (PDF/UA): language, title, headings, tables with header cells, figures with a text for those
 * who do not see them, in reading order. Between the blocks other work of the process goes on.
 */
export async function renderPaper(paper: Paper): Promise<Buffer<ArrayBuffer>> {
  const document = openDocument(paper);
  const chunks: Uint8Array[] = [];
  document.on("data", (chunk: Uint8Array) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => {
    document.on("end", () => resolve());
    document.on("error", reject);
  });
  const root = document.struct("Document");
  document.addStructure(root);
  for (const block of paper.blocks) {
    drawBlock(document, root, block);
    await setImmediate();
  }
  root.end();
  writeFeet(document, paper.foot);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

type Draw<Kind extends Block["kind"]> = (
  document: Document,
  root: Tag,
  block: Extract<Block, { kind: Kind }>,
) => void;

const draws: { [Kind in Block["kind"]]: Draw<Kind> } = {
  heading: drawHeading,
  text: drawText,
  facts: drawFacts,
  logo: drawLogo,
  table: drawTable,
};

const drawBlock = <Kind extends Block["kind"]>(
  document: Document,
  root: Tag,
  block: Extract<Block, { kind: Kind }>,
): void => draws[block.kind as Kind](document, root, block);

/** A heading stays with the first lines of what it is above. */
const HEADING_ROOM = 70;

function drawHeading(
  document: Document,
  root: Tag,
  { level, text }: Extract<Block, { kind: "heading" }>,
): void {
  if (document.y + HEADING_ROOM > bottomOf(document)) document.addPage();
  if (level === 2) document.y += 6;
  const style = {
    size: level === 1 ? 18 : 12,
    weight: "bold",
    colour: level === 1 ? ink.text : ink.brand,
  } as const;
  writeBlock(document, openTag(document, root, `H${level}`), text, style);
  document.y += 3;
}

const looks = { muted: { colour: ink.muted }, strong: { weight: "bold", colour: ink.accent } } as const;

function drawText(
  document: Document,
  root: Tag,
  { text, look, lang }: Extract<Block, { kind: "text" }>,
): void {
  const tag = openTag(document, root, "P", lang ? { lang: languageTag(lang) } : {});
  writeBlock(document, tag, text, { size: 9, ...(look && looks[look]) });
  document.y += 3;
}

/** Writes a text over the whole width below what is there. */
function writeBlock(document: Document, tag: Tag, text: string, style: Style): void {
  const height = heightOf(document, text, WIDTH, style);
  if (document.y + height > bottomOf(document)) document.addPage();
  const { y } = document;
  tag.add(() => write(document, text, { x: MARGIN, y, width: WIDTH }, style));
  tag.end();
  document.y = y + height;
}

const LABEL_WIDTH = 120;

/** Labels and values are a table too, whose lines begin with their heads. */
function drawFacts(document: Document, root: Tag, { rows }: Extract<Block, { kind: "facts" }>): void {
  document.y += 4;
  const table = openTag(document, root, "Table");
  const [label, value] = [{ size: 9, colour: ink.muted }, { size: 9 }];
  for (const [name, text] of rows) {
    const valueAt = { x: MARGIN + LABEL_WIDTH, width: WIDTH - LABEL_WIDTH };
    const height =
      4 +
      Math.max(
        heightOf(document, name, LABEL_WIDTH - 8, label),
        heightOf(document, text, valueAt.width, value),
      );
    if (document.y + height > bottomOf(document)) document.addPage();
    const { y } = document;
    const row = openTag(document, table, "TR");
    const head = openTag(document, row, "TH", { scope: "Row" });
    head.add(() => write(document, name, { x: MARGIN, y, width: LABEL_WIDTH - 8 }, label));
    head.end();
    const cell = openTag(document, row, "TD");
    cell.add(() => write(document, text, { ...valueAt, y }, value));
    cell.end();
    row.end();
    document.y = y + height;
  }
  table.end();
  document.y += 6;
}

const LOGO = 30;

/** The mark of the airline, as the site's header draws it in a square of 32. */
function drawLogo(document: Document, root: Tag, { alt }: Extract<Block, { kind: "logo" }>): void {
  const { y } = document;
  const bbox = [MARGIN, y, MARGIN + LOGO, y + LOGO];
  const figure = openTag(document, root, "Figure", { alt, bbox });
  figure.add(() => {
    document
      .save()
      .translate(MARGIN, y)
      .scale(LOGO / 32);
    document.roundedRect(0, 0, 32, 32, 9).fill(ink.brand);
    document.path("M7 23 19.2 7.5h5.3L20.6 23h-4.4l1.2-5.2L12.6 23z").fill("#ffffff");
    document.moveTo(6.5, 25.5).lineTo(25.5, 25.5).lineWidth(2).lineCap("round").stroke("#ff8f45");
    document.restore();
  });
  figure.end();
  document.y = y + LOGO + 8;
}
