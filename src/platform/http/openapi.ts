import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { PROBLEM_SCHEMA, PROBLEM_SCHEMA_NAME } from './openapi-parts';

const DOCS = 'docs';

/** The document of all routes, made from the code. */
export const openApiDocument = (app: INestApplication, release: string): OpenAPIObject => {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Kelambu')
    .setDescription('An event-sourced claims engine. Codes of problems: /docs/problems')
    .setVersion(release)
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller, method) =>
      `${controller.replace(/Controller$/, '')}_${method}`,
  });
  const schemas = { ...document.components?.schemas, [PROBLEM_SCHEMA_NAME]: PROBLEM_SCHEMA };
  return {
    ...document,
    components: { ...document.components, schemas: schemas as never },
  };
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
