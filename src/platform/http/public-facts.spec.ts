import { publicExisting, publicFacts } from './public-facts';
import { benefitRef, publicId } from './public-ids';

const ID = '3a1f0c5e-9b7d-5e21-8c44-0f1e2d3c4b5a';
const CLAIM = 'ffffffff-ffff-5fff-bfff-ffffffffffff';
const path = `/v1/claims/${publicId('clm', CLAIM)}/treatment-bills`;

describe('The facts of a rejection', () => {
  it('are shown with public ids', () =>
    expect(publicFacts({ claimId: ID, total: 7, day: '2026-08-17' }, path)).toEqual({
      claimId: publicId('clm', ID),
      total: 7,
      day: '2026-08-17',
    }));

  it('hold a benefit by the case in the path', () =>
    expect(publicFacts({ benefitId: ID }, path)).toEqual({
      benefitId: benefitRef({ stream: 'claim', streamId: CLAIM, benefitId: ID }),
    }));

  it('leave out ids that have no public form', () =>
    expect(publicFacts({ inside: ID, benefitId: ID, existing: ID }, '/v1/benefits/x')).toEqual({}));
});

describe('What exists already', () => {
  it('is named and linked', () => {
    const id = publicId('par', ID);
    expect(publicExisting(ID, 'par', path)).toEqual({ id, href: `/v1/participants/${id}` });
  });

  it('is a scholarship where scholarships were asked for', () => {
    const id = publicId('sch', ID);
    expect(publicExisting(ID, 'clm', '/v1/scholarships')).toEqual({
      id,
      href: `/v1/scholarships/${id}`,
    });
  });

  it('is left out where it cannot be named', () => {
    expect(publicExisting(ID, undefined, path)).toBeUndefined();
    expect(publicExisting(ID, 'ben', '/v1/claims/KLM-2026-7H3K9Q2M-X/devices')).toBeUndefined();
  });

  it('may have been named by whoever refused', () =>
    expect(publicExisting({ id: 'enl_x', href: '/x' }, 'enl', path)).toEqual({
      id: 'enl_x',
      href: '/x',
    }));
});
