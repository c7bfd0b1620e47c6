import { constants, setPriority } from 'node:os';

/** Lets everybody else on the machine go first: a load has time, who looks at the dashboard meanwhile has not. */
export function giveWay(): void {
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
}
