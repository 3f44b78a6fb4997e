import { Table, Td, Th } from "@/components/ui/table";
import type { LegalBlock } from "@/server/consent/schemas";

/** A block of a document. `heading`: that of its section, which names its table. */
export function LegalBlockView({ block, heading }: { block: LegalBlock; heading: string }) {
  switch (block.kind) {
    case "paragraph":
      return <p>{block.text}</p>;
    case "notice":
      return (
        <p className="rounded-control border-l-4 border-accent bg-accent-soft p-3 font-semibold text-accent-text">
          {block.text}
        </p>
      );
    case "list":
      return (
        <ul className="list-disc space-y-1 pl-5">
          {block.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      );
    case "table":
      return (
        <Table caption={heading} head={block.head.map((cell) => <Th key={cell}>{cell}</Th>)}>
          {block.rows.map((row) => (
            <tr key={row.join()}>
              {row.map((cell, n) =>
                n === 0 ? (
                  <th key={block.head[n]} scope="row" className="px-3 py-2 text-left font-semibold">
                    {cell}
                  </th>
                ) : (
                  <Td key={block.head[n]} className="px-3 py-2">
                    {cell}
                  </Td>
                ),
              )}
            </tr>
          ))}
        </Table>
      );
  }
}
