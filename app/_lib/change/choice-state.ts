import { isComplete } from "@/components/change/change-url";
import type { ChangeStep } from "./change-step";
import { dayProblem } from "./changeable";
import { type Leg, legToChoose } from "./leg-to-choose";

/** Field → key of its message. */
type Errors = Readonly<Record<string, string>>;

/** How far the choices of an address are. */
export type ChoiceState = {
  /** What is wrong with the flights and days. */
  errors: Errors;
  /** The flight to choose another one for; null while flights and days are chosen, and when nothing is left to choose. */
  leg: Leg | null;
  /** Every flight has another one that is offered: the price can be shown. */
  isComplete: boolean;
};

/** Reads how far the choices are, with what is offered on the day of the next flight. */
export async function choiceState(
  step: ChangeStep,
  asked: Readonly<Record<string, string>>,
): Promise<ChoiceState> {
  const errors = errorsOf(step, asked.step !== undefined);
  if (errors || step.choices.length === 0) return { errors: errors ?? {}, leg: null, isComplete: false };
  const leg = await legToChoose(step, asked);
  return { errors: {}, leg, isComplete: !leg && isComplete(step.choices) };
}

/** What is wrong with the flights and days, by field; null when nothing is. Nothing was asked yet: no errors. */
function errorsOf({ booking, flights, choices }: ChangeStep, sent: boolean): Errors | null {
  if (choices.length === 0) return sent ? { flights: "chooseOne" } : null;
  const wrong = choices.flatMap((choice) => {
    const flight = flights.find(({ id }) => id === choice.segmentId);
    const problem = flight && dayProblem(booking, flight, choices);
    return problem ? [[`date.${choice.segmentId}`, problem] as const] : [];
  });
  return wrong.length > 0 ? Object.fromEntries(wrong) : null;
}
