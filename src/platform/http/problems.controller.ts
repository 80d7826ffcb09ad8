import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../security/roles';
import { PROBLEM_CATALOGUE, type ProblemCatalogue, type ProblemEntry } from './problem-catalogue';

/** Where the `type` of every problem leads to. */
@ApiExcludeController()
@Controller('docs/problems')
@Public()
export class ProblemsController {
  constructor(@Inject(PROBLEM_CATALOGUE) private readonly catalogue: ProblemCatalogue) {}

  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'")
  page(): string {
    const entries = Object.entries(this.catalogue).sort(byStatusAndCode);
    return pageWith(entries.map(([code, entry]) => section(code, entry)).join('\n'));
  }
}

type Named = readonly [code: string, entry: ProblemEntry];

const byStatusAndCode = ([one, a]: Named, [other, b]: Named): number =>
  a.status - b.status || one.localeCompare(other);

const section = (code: string, { status, retryable, title, detail }: ProblemEntry): string =>
  `<section id="${escaped(code)}">
<h2>${status} <code>${escaped(code)}</code>${retryable ? ' <small>retryable</small>' : ''}</h2>
<p lang="id"><b>${escaped(title.id)}.</b> ${escaped(detail.id)}</p>
<p lang="en"><b>${escaped(title.en)}.</b> ${escaped(detail.en)}</p>
</section>`;

const pageWith = (sections: string): string => `<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Kelambu: kode masalah, problem codes</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
h2 { font-size: 1.1rem; margin: 2rem 0 0 } p { margin: .3rem 0 } :target { background: #fff6d6 }
</style>
</head>
<body>
<h1>Kode masalah / Problem codes</h1>
${sections}
</body>
</html>
`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (one) => ENTITIES[one] ?? one);
