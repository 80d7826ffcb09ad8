import { faultToLog, logger } from './logging';

const NIK = '9916051708900003';

describe('What is logged of an error', () => {
  it('is its name, its code and where it happened', () =>
    expect(faultToLog(Object.assign(new RangeError('too far'), { code: '22003' }))).toMatchObject({
      fault: 'RangeError',
      faultCode: '22003',
      message: 'too far',
      at: expect.arrayContaining([expect.stringMatching(/^at /)]) as unknown,
    }));

  it('is nothing that a database quotes', () => {
    const error = Object.assign(
      new Error(`invalid input syntax for type integer: "Budi", Key (nik)=(${NIK}) already exists`),
      { detail: `Key (nik)=(${NIK})`, parameters: [NIK, 'Budi'], query: `select '${NIK}'` },
    );
    expect(JSON.stringify(faultToLog(error))).not.toMatch(/Budi|9916/);
  });

  it('is the kind of what was thrown where it is no error', () =>
    expect(faultToLog(NIK)).toEqual({ fault: 'string' }));
});

describe('The log', () => {
  it('hides what names a person or lets one in, wherever somebody puts it', () => {
    const lines: string[] = [];
    const log = logger('info', { write: (line) => void lines.push(line) });
    log.info({ person: { nik: NIK }, req: { headers: { authorization: 'Bearer x' } } }, 'seen');
    log.error(new Error(`at "${NIK}"`));
    expect(lines).toHaveLength(2);
    expect(lines.join('')).not.toMatch(/9916|Bearer/);
  });
});
