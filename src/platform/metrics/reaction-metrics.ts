import { Gauge, type Registry } from 'prom-client';
import type { ReactionStatus } from '../reactions/reactions';

type Figure = readonly [name: string, help: string, value: (one: ReactionStatus) => number | null];

const FIGURES: readonly Figure[] = [
  ['lag_events', 'Events (on KurrentDB: bytes) that it has not reacted to.', ({ lag }) => lag],
  ['refused', 'Refused commands that nobody has looked at.', ({ refused }) => refused],
  ['stopped_streams', 'Streams that it had to leave.', ({ stopped }) => stopped],
];

/** Asked for at each scrape. */
export const registerReactions = (
  registry: Registry,
  status: () => Promise<readonly ReactionStatus[]>,
): void => {
  for (const [name, help, value] of FIGURES)
    new Gauge({
      ...{ name: `kelambu_reaction_${name}`, help, labelNames: ['reaction'] as const },
      registers: [registry],
      async collect() {
        this.reset();
        // Without a database nothing is known of them: a figure that is missing says so, and the others still come.
        for (const one of await status().catch(() => [])) {
          const figure = value(one);
          if (figure !== null) this.set({ reaction: one.name }, figure);
        }
      },
    });
};
