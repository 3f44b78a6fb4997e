import type { ShellUser } from "./account-menu";

/** What header and menu show of a person: the browser gets no more. */
export const shownUser = ({ name, email, role }: ShellUser): ShellUser => ({ name, email, role });
