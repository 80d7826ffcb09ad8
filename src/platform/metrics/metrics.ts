import { collectDefaultMetrics, Registry } from 'prom-client';

/** Everything that is measured in this process. Nothing personal: labels are names of ours, never of people. */
export class Metrics {
  readonly registry = new Registry();

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }
}
