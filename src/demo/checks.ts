/** One figure that the demo promises. */
export type Check = {
  readonly what: string;
  readonly expected: number | string;
  readonly found: number | string;
};

export type Checks = {
  readonly expect: (what: string, expected: Check['expected'], found: Check['found']) => void;
  readonly all: () => readonly Check[];
  readonly failed: () => readonly Check[];
};

export const holds = ({ expected, found }: Check): boolean => expected === found;

export const openChecks = (): Checks => {
  const checks: Check[] = [];
  return {
    expect: (what, expected, found) => void checks.push({ what, expected, found }),
    all: () => checks,
    failed: () => checks.filter((check) => !holds(check)),
  };
};
