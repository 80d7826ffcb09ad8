const numberFrom = (variable: string, usual: number): number => {
  const given = process.env[variable];
  if (given === undefined) return usual;
  const number = Number(given);
  if (Number.isInteger(number) && number > 0) return number;
  throw new RangeError(`${variable} has to be a whole number from 1.`);
};

/** How long the faults go on. A long run raises the numbers by its environment; what is asserted stays the same. */
export const EFFORT = {
  /** Times that PostgreSQL is killed under load. */
  kills: numberFrom('FAULT_KILLS', 5),
  /** Times that a KurrentDB node is killed under load, where there is one. */
  kurrentDbKills: numberFrom('FAULT_KURRENTDB_KILLS', 5),
  /** Transactions of each of the writers that readers follow. */
  turns: numberFrom('FAULT_TURNS', 150),
  /** Times that a writing process is stopped in the middle of its work. */
  stops: numberFrom('FAULT_STOPS', 5),
  /** Rounds in which one command is sent eight ways at once. */
  repeats: numberFrom('FAULT_REPEATS', 100),
  /** Rounds in which eight expect the same revision. */
  races: numberFrom('FAULT_RACES', 1_000),
  /** Places in a request, and again in its answer, at which the connection is cut. */
  cuts: numberFrom('FAULT_CUTS', 30),
  /** Times that a worker of the read models is killed or stopped, 1,000 events apart. */
  upsets: numberFrom('FAULT_UPSETS', 12),
  /** How long more is asked than can be answered. */
  overloadSeconds: numberFrom('FAULT_OVERLOAD_SECONDS', 8),
  /** Claims of which one is poisoned. */
  claims: numberFrom('FAULT_CLAIMS', 1_000),
};
