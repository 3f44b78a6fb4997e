/** A subject without the sender in brackets: on our own pages the sender is always the airline. */
export const shortSubject = (subject: string) => subject.replace(/^\[[^\]]*\] /, "");
