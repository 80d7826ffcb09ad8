/** Whether anything was written cannot be said: repeat the same append to learn it. */
export class AppendOutcomeUnknown extends Error {
  override readonly name = 'AppendOutcomeUnknown';

  constructor(readonly sqlState: string | undefined) {
    super(`append-outcome-unknown (${sqlState ?? 'no connection'})`);
  }
}

/** This append can never be written as it is. What stood before it in its chain may stand. */
export class AppendRefused extends Error {
  override readonly name = 'AppendRefused';

  constructor(readonly reason: string) {
    super(`append-refused (${reason})`);
  }
}

/** A read that failed for a reason outside the log. */
export class EventStoreUnavailable extends Error {
  override readonly name = 'EventStoreUnavailable';

  constructor(
    readonly sqlState: string | undefined,
    /** Whether it is worth trying again. */
    readonly mayPass: boolean,
  ) {
    super(`event-store-unavailable (${sqlState ?? 'no connection'})`);
  }
}

/** The log is not what it must be: an event is missing, or it ends before a position that was read earlier. */
export class LogBroken extends Error {
  override readonly name = 'LogBroken';

  constructor(where: string) {
    super(`log-broken (${where})`);
  }
}

export class EventStoreClosed extends Error {
  override readonly name = 'EventStoreClosed';

  constructor() {
    super('event-store-closed');
  }
}
