"use server";

import { type ActionResult, runAction } from "@/app/_lib/actions/action";
import { changeRole as change } from "@/server/identity";
import type { ChangeRoleInput, User } from "@/server/identity/schemas";

/** Gives, changes or takes a person's role. @returns the name and the role that the person has now. */
export async function changeRole(input: ChangeRoleInput): Promise<ActionResult<Pick<User, "name" | "role">>> {
  return runAction(
    async (ctx) => {
      const { name, role } = await change(ctx, input);
      return { name, role };
    },
    { revalidate: ["/[locale]/admin/staff"] },
  );
}
