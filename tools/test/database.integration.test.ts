import { expect, test } from "vitest";
import { connect } from "./test-server";

test("each integration test file has a fresh database of its own", async () => {
  const url = process.env.DATABASE_URL!;
  const client = await connect(url);
  try {
    const { rows } = await client.query("select current_database() as name");
    expect(new URL(url).pathname).toBe(`/${rows[0].name}`);
    expect(rows[0].name).toMatch(/^msa_t_/);
  } finally {
    await client.end();
  }
});
