/** What waits while a call is on its way travels in the next one. */
type Waiting<Asked, Answer> = {
  readonly asked: Asked;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Makes one call of many: `send` answers all that it is given, in their order. One call is on its way at a time, so that
 * the next one is the fuller the slower the server is.
 * @param most how many travel together at most
 * @param pauseMs how long a call waits for more of them, where nobody waits for it
 */
export const together = <Asked, Answer>(
  send: (asked: readonly Asked[]) => Promise<readonly Answer[]>,
  most: number,
  pauseMs = 0,
): ((asked: Asked) => Promise<Answer>) => {
  const waiting: Waiting<Asked, Answer>[] = [];
  let underWay = false;

  // Not at once: callers that are woken by the same answer, or in the same turn, share a call.
  const plan = (): void => {
    if (underWay || waiting.length === 0) return;
    underWay = true;
    if (pauseMs > 0) setTimeout(sendNext, pauseMs);
    else setImmediate(sendNext);
  };
  const sendNext = (): void => {
    const batch = waiting.splice(0, most);
    void settled(send, batch).finally(() => {
      underWay = false;
      plan();
    });
  };

  return (asked) =>
    new Promise((resolve, reject) => {
      waiting.push({ asked, resolve, reject });
      plan();
    });
};

const settled = async <Asked, Answer>(
  send: (asked: readonly Asked[]) => Promise<readonly Answer[]>,
  batch: readonly Waiting<Asked, Answer>[],
): Promise<void> => {
  try {
    const answers = await send(batch.map(({ asked }) => asked));
    if (answers.length !== batch.length) throw new Error('a call with another number of answers');
    batch.forEach(({ resolve }, index) => resolve(answers[index] as Answer));
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
};
