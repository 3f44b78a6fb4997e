declare module "subset-font" {
  type Options = {
    targetFormat: "woff2";
    noHinting: boolean;
    keepFeatures: readonly string[];
    variationAxes: Record<string, { min: number; max: number }>;
  };
  /** Cuts a font down to the characters of a text. */
  export default function subsetFont(font: Buffer, text: string, options: Options): Promise<Buffer>;
}
