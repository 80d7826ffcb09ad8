import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { PROBLEM_SCHEMA, PROBLEM_SCHEMA_NAME } from './openapi-parts';
import { tidied } from './openapi-tidy';

const DOCS = 'docs';

const DESCRIPTION = `An event-sourced claims engine. Codes of problems: /docs/problems

The claim \`subDistricts\` of a token says for which sub-districts its bearer works (\`["*"]\`: for all of them). A case
belongs to the sub-district in which it was reported, a participant to the present one; lists and reports are cut down
to them, and whatever is elsewhere answers as if it were not there: 404 \`not-found\`. Finance, auditors and
administrators work for the whole district where their token does not name sub-districts; everybody else whose token
names none works nowhere.`;

/** The document of all routes, made from the code. */
export const openApiDocument = (app: INestApplication, release: string): OpenAPIObject => {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Kelambu')
    .setDescription(DESCRIPTION)
    .setVersion(release)
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller, method) =>
      `${controller.replace(/Controller$/, '')}_${method}`,
  });
  const schemas = { ...document.components?.schemas, [PROBLEM_SCHEMA_NAME]: PROBLEM_SCHEMA };
  return tidied({
    ...document,
    components: { ...document.components, schemas: schemas as never },
  });
};

/** Swagger UI at `/docs`, from files of this installation, and the document at `/docs/openapi.json`. */
export const serveDocs = (app: INestApplication, release: string): void => {
  let document: OpenAPIObject | undefined;
  SwaggerModule.setup(DOCS, app, () => (document ??= openApiDocument(app, release)), {
    jsonDocumentUrl: `${DOCS}/openapi.json`,
    raw: ['json'],
    customSiteTitle: 'Kelambu API',
  });
};
