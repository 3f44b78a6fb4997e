import PDFDocument from "pdfkit";
import type { Paper } from "./paper";
import { drawable, typeface, type Weight } from "./typeface";

/** Measures are in points, 72 to an inch. The page is A4. */
export const MARGIN = 42;
const FOOT_HEIGHT = 34;
const PAGE_WIDTH = 595.28;
export const WIDTH = PAGE_WIDTH - 2 * MARGIN;

export const ink = {
  text: "#101828",
  muted: "#4a5565",
  brand: "#1d3a8a",
  accent: "#a93e07",
  line: "#d0d5dd",
  head: "#eef2fb",
} as const;

export type Style = { size: number; weight?: Weight; colour?: string; align?: "left" | "right" };
/** The library's types do not know the scope of a header cell. */
export type TagOptions = { alt?: string; lang?: string; scope?: "Column" | "Row"; bbox?: readonly number[] };
export type Tag = ReturnType<Document["struct"]>;
export type Document = PDFKit.PDFDocument;

const languages = { ko: "ko-KR", en: "en" } as const;
export const languageTag = (locale: Paper["lang"]): string => languages[locale];

/** A tagged document (PDF/UA) with its first page. */
export function openDocument({ lang, title, subject, author, asOf }: Paper): Document {
  const options = {
    size: "A4",
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN + FOOT_HEIGHT },
    bufferPages: true,
    pdfVersion: "1.7",
    subset: "PDF/UA",
    tagged: true,
    displayTitle: true,
    lang: languageTag(lang),
    font: typeface("regular"),
    info: { Title: title, Subject: subject, Author: author, CreationDate: new Date(asOf) },
  };
  // The library's types know neither this subset nor a font that is open already.
  // It keeps its first font under the font's own name, so all are asked for by theirs.
  const document = new PDFDocument(options as unknown as PDFKit.PDFDocumentOptions);
  document.registerFont(typeface("bold").postscriptName, typeface("bold") as unknown as string);
  return document;
}

/** Opens an element of the structure inside another one; `end` closes it. */
export function openTag(document: Document, parent: Tag, type: string, options: TagOptions = {}): Tag {
  const tag = document.struct(type, options as PDFKit.Mixins.StructureElementOptions);
  parent.add(tag);
  return tag;
}

/** Draws what is of no meaning to a reader: lines, backgrounds, what is repeated on each page. */
export function drawArtifact(document: Document, type: "Layout" | "Pagination", draw: () => void): void {
  document.markContent("Artifact", { type });
  draw();
  document.endMarkedContent();
}

const styled = (document: Document, { size, weight = "regular", colour = ink.text }: Style) =>
  document.font(typeface(weight).postscriptName).fontSize(size).fillColor(colour);

const GAP = { lineGap: 2 } as const;

/** The height of a text in a width, in points. */
export function heightOf(document: Document, text: string, width: number, style: Style): number {
  return styled(document, style).heightOfString(drawable(text) || " ", { width, ...GAP });
}

/** Writes a text at a place of the page; the pen stays where it was. */
export function write(
  document: Document,
  text: string,
  at: { x: number; y: number; width: number },
  style: Style,
): void {
  const { align = "left" } = style;
  styled(document, style).text(drawable(text), at.x, at.y, { width: at.width, align, ...GAP });
}

/** Where the text of a page has to end, in points from the top. */
export const bottomOf = (document: Document): number => document.page.height - document.page.margins.bottom;

/** Puts the line at the foot of all pages, when their number is known. */
export function writeFeet(document: Document, foot: Paper["foot"]): void {
  const { start, count } = document.bufferedPageRange();
  for (let page = start; page < start + count; page++) {
    document.switchToPage(page);
    // Below the margin the library would begin a new page.
    document.page.margins.bottom = 0;
    const at = { x: MARGIN, y: document.page.height - MARGIN - 8, width: WIDTH };
    drawArtifact(document, "Pagination", () =>
      write(document, foot(page - start + 1, count), at, { size: 8, colour: ink.muted }),
    );
  }
}
