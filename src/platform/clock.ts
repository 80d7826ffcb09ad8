/** The only source of the present. Deciders never ask it: handlers do, and hand the day over. */
export abstract class Clock {
  abstract now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
